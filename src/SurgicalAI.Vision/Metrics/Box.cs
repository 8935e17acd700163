namespace SurgicalAI.Vision.Metrics;

/// <summary>Rectangle in a picture, along its axes.</summary>
/// <param name="X">Left edge, pixels.</param>
/// <param name="Y">Upper edge, pixels.</param>
/// <param name="Width">Width, pixels.</param>
/// <param name="Height">Height, pixels.</param>
public readonly record struct Box(double X, double Y, double Width, double Height)
{
    /// <summary>Area, pixels squared.</summary>
    public double Area => Width * Height;

    /// <summary>Intersection over union with another box, 0 to 1.</summary>
    public double Iou(Box other)
    {
        var wide = Math.Min(X + Width, other.X + other.Width) - Math.Max(X, other.X);
        var high = Math.Min(Y + Height, other.Y + other.Height) - Math.Max(Y, other.Y);
        var both = Math.Max(0, wide) * Math.Max(0, high);
        return both == 0 ? 0 : both / (Area + other.Area - both);
    }
}

/// <summary>A detection.</summary>
/// <param name="Box">Where.</param>
/// <param name="Score">How sure; higher is surer.</param>
public readonly record struct ScoredBox(Box Box, double Score);
