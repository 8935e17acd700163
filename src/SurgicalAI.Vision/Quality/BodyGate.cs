namespace SurgicalAI.Vision.Quality;

/// <summary>
/// Whether frames of a video may be recorded: not from the first one outside the body until a number of frames in a row clearly show the inside. Not
/// thread-safe.
/// </summary>
/// <param name="framesToReturn">Frames in a row that end it.</param>
public sealed class BodyGate(int framesToReturn = 15)
{
    // Outside the body is below 0.24 of tissue colours; back inside only from here on, as rooms lie between.
    private const double ClearlyTissue = 0.45;

    private bool _outside;
    private int _inside;

    /// <summary>Takes the next frame.</summary>
    /// <returns>True when it may be recorded.</returns>
    public bool Allows(in FrameQuality frame)
    {
        if (frame.Faults.HasFlag(FrameFaults.OutOfBody))
        {
            (_outside, _inside) = (true, 0);
        }
        else if (_outside)
        {
            var clear = !frame.Faults.HasFlag(FrameFaults.Dark) && frame.Statistics.Tissue >= ClearlyTissue;
            _inside = clear ? _inside + 1 : 0;
            _outside = _inside < framesToReturn;
        }

        return !_outside;
    }
}
