namespace SurgicalAI.Vision.Tracking;

/// <summary>An instrument as one label map shows it; points in pixels of the picture.</summary>
/// <param name="Region">Its number in the <see cref="InstrumentRegions"/> that it was found in.</param>
/// <param name="Ends">Ends of jaws that are seen: 0 (not in the picture, or nothing tells where), 1 (closed, one hides the other, or no jaws are told apart) or 2.</param>
/// <param name="FirstEnd">The end that reaches furthest.</param>
/// <param name="SecondEnd">The other jaw's end; the first when one is seen.</param>
/// <param name="Hinge">Where the jaws begin.</param>
/// <param name="LengthPx">From the hinge to the first end.</param>
/// <param name="AlongPx">Standard deviation of an end away from the hinge, pixels.</param>
/// <param name="AcrossPx">Standard deviation of an end across that, pixels.</param>
/// <param name="HasAxis">False when too little of the shaft is in the picture.</param>
/// <param name="Axis">Unit direction of the shaft's axis, towards the tip.</param>
/// <param name="AxisPoint">A point of the shaft's axis.</param>
/// <param name="WidthPx">Width of the shaft, pixels; 0 when its edges are not both seen.</param>
/// <param name="AreaPx">Area, pixels.</param>
public readonly record struct SeenTool(
    int Region, int Ends, ImagePoint FirstEnd, ImagePoint SecondEnd, ImagePoint Hinge, double LengthPx, double AlongPx, double AcrossPx,
    bool HasAxis, ImagePoint Axis, ImagePoint AxisPoint, double WidthPx, double AreaPx)
{
    /// <summary>Whether an end is seen.</summary>
    public bool HasTip => Ends > 0;

    /// <summary>The tip: the end, or the middle between two.</summary>
    public ImagePoint Tip => 0.5 * (FirstEnd + SecondEnd);

    /// <summary>Unit direction from the hinge to the tip.</summary>
    public ImagePoint Pointing => (Tip - Hinge).Unit();

    /// <summary>One of the ends.</summary>
    /// <param name="end">0 or 1.</param>
    public ImagePoint End(int end) => end == 0 ? FirstEnd : SecondEnd;
}
