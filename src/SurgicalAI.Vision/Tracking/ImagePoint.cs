namespace SurgicalAI.Vision.Tracking;

/// <summary>A point of a picture.</summary>
/// <param name="XPx">Right, pixels; pixel centres lie at integers.</param>
/// <param name="YPx">Down, pixels.</param>
public readonly record struct ImagePoint(double XPx, double YPx)
{
    /// <summary>Length as a vector, pixels.</summary>
    public double Length => Math.Sqrt((XPx * XPx) + (YPx * YPx));

    /// <summary>Sum.</summary>
    public static ImagePoint operator +(ImagePoint a, ImagePoint b) => new(a.XPx + b.XPx, a.YPx + b.YPx);

    /// <summary>Difference.</summary>
    public static ImagePoint operator -(ImagePoint a, ImagePoint b) => new(a.XPx - b.XPx, a.YPx - b.YPx);

    /// <summary>Scaled by a factor.</summary>
    public static ImagePoint operator *(double s, ImagePoint a) => new(s * a.XPx, s * a.YPx);

    /// <summary>Scalar product.</summary>
    public double Dot(ImagePoint b) => (XPx * b.XPx) + (YPx * b.YPx);

    /// <summary>This vector at length 1; (1, 0) for the zero vector.</summary>
    public ImagePoint Unit() => Length is > 1e-12 and var length ? (1 / length) * this : new(1, 0);

    /// <summary>A quarter of a turn, from +X to +Y.</summary>
    internal ImagePoint Normal() => new(-YPx, XPx);
}
