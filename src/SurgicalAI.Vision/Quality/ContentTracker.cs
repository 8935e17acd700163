namespace SurgicalAI.Vision.Quality;

/// <summary>
/// The field over the frames of a video: it jitters by a pixel or two from frame to frame and is lost in the dark, while the real one changes rarely.
/// A new field counts once it has been seen so many frames in a row. Not thread-safe.
/// </summary>
/// <param name="framesToChange">Frames in a row that make a change.</param>
public sealed class ContentTracker(int framesToChange = 5)
{
    // Of the frame's width: less is jitter.
    private const double Jitter = 0.02;

    private ContentArea? _held;
    private ContentArea _other;
    private int _seen;

    /// <summary>Takes what was found in the next frame.</summary>
    /// <param name="found">Field of that frame alone.</param>
    /// <param name="widthPx">Width of the frame, pixels.</param>
    /// <returns>The field to go by.</returns>
    public ContentArea Next(ContentArea found, int widthPx)
    {
        if (_held is not { } held)
        {
            _held = found;
            return found;
        }

        if (Same(found, held, widthPx))
        {
            _seen = 0;
            return held;
        }

        _seen = _seen > 0 && Same(found, _other, widthPx) ? _seen + 1 : 1;
        _other = found;
        if (_seen >= framesToChange)
        {
            (_held, _seen) = (found, 0);
        }

        return _held.Value;
    }

    private static bool Same(ContentArea a, ContentArea b, int widthPx)
    {
        var most = Jitter * widthPx;
        return a.Shape == b.Shape && Math.Abs(a.X - b.X) <= most && Math.Abs(a.Y - b.Y) <= most
            && Math.Abs(a.WidthPx - b.WidthPx) <= 2 * most && Math.Abs(a.HeightPx - b.HeightPx) <= 2 * most;
    }
}
