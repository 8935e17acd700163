namespace SurgicalAI.Sim.Randomisation;

/// <summary>
/// Brown and Conrady's lens distortion in OpenCV's order and meaning: an ideal point (x, y) at depth 1 is seen at
/// x (1 + k1 r² + k2 r⁴ + k3 r⁶) + 2 p1 x y + p2 (r² + 2 x²), and y alike with p1 and p2 exchanged. Default: none.
/// </summary>
/// <param name="K1">Radial, second order.</param>
/// <param name="K2">Radial, fourth order.</param>
/// <param name="P1">Tangential.</param>
/// <param name="P2">Tangential.</param>
/// <param name="K3">Radial, sixth order.</param>
public readonly record struct LensDistortion(double K1, double K2, double P1, double P2, double K3)
{
    private const int Iterations = 20;

    /// <summary>Where an ideal point is seen; both at depth 1.</summary>
    public (double X, double Y) Distort(double x, double y)
    {
        var (r2, xy) = ((x * x) + (y * y), 2 * x * y);
        var radial = 1 + (r2 * (K1 + (r2 * (K2 + (r2 * K3)))));
        return ((x * radial) + (P1 * xy) + (P2 * (r2 + (2 * x * x))), (y * radial) + (P1 * (r2 + (2 * y * y))) + (P2 * xy));
    }

    /// <summary>The ideal point that is seen somewhere, to better than a hundredth of a pixel for an endoscope's coefficients.</summary>
    public (double X, double Y) Undistort(double x, double y)
    {
        var (u, v) = (x, y);
        for (var i = 0; i < Iterations; i++)
        {
            var (dx, dy) = Distort(u, v);
            (u, v) = (u + x - dx, v + y - dy);
        }

        return (u, v);
    }
}
