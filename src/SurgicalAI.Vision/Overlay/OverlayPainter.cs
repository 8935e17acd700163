using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Messages;
using SurgicalAI.Vision.Tracking;
using SurgicalAI.Vision.Video;

namespace SurgicalAI.Vision.Overlay;

/// <summary>
/// Draws what the engine sees and proposes into a picture: outlines only, thin and calm, so that the tissue stays visible.
/// Not thread-safe. Hot path: no managed allocation but the status line's.
/// </summary>
public sealed class OverlayPainter : IDisposable
{
    private readonly OverlayOptions _options;
    private readonly LeaseMats _mats = new();

    /// <summary>Makes a painter.</summary>
    public OverlayPainter(OverlayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        OpenCvSilence.Ensure();
        _options = options;
    }

    /// <summary>Draws the outline of each class.</summary>
    /// <param name="picture">Changed; <see cref="PixelFormat.Bgr8"/>.</param>
    /// <param name="labels">Label map of the same field of view, at any size.</param>
    public void Outlines(ImageLease picture, ImageLease labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        RequireBgr(picture);
        new OutlineDrawer(new(picture), labels, _options).Draw();
    }

    /// <summary>Draws the suggested motion: the tip's way, fading into the future, and a ghost of the instrument at its end.</summary>
    /// <param name="picture">Changed; <see cref="PixelFormat.Bgr8"/>, one eye.</param>
    /// <param name="waypoints">The suggestion, in the endoscope's frame; none draws nothing.</param>
    /// <param name="camera">Intrinsics of the eye, scaled here to the picture's size.</param>
    /// <param name="eyeOffsetM">0 for the left eye, the baseline for the right one.</param>
    public void Motion(ImageLease picture, IReadOnlyList<Waypoint> waypoints, CameraIntrinsics camera, double eyeOffsetM = 0)
    {
        ArgumentNullException.ThrowIfNull(waypoints);
        ArgumentNullException.ThrowIfNull(camera);
        RequireBgr(picture);
        if (waypoints.Count > 0)
        {
            var projector = new EyeProjector(camera, picture.WidthPx, picture.HeightPx, eyeOffsetM);
            new GhostDrawer(new(picture), projector, _options).Draw(waypoints);
        }
    }

    /// <summary>Draws the tips of the tools and the axes of their shafts.</summary>
    /// <param name="picture">Changed; <see cref="PixelFormat.Bgr8"/>, the left eye.</param>
    /// <param name="tips">Tips of that picture.</param>
    public void Tips(ImageLease picture, PictureTips tips)
    {
        ArgumentNullException.ThrowIfNull(tips);
        RequireBgr(picture);
        new TipDrawer(new(picture), _options.Tip).Draw(tips);
    }

    /// <summary>Writes one quiet line at the lower left.</summary>
    /// <param name="picture">Changed; <see cref="PixelFormat.Bgr8"/>.</param>
    /// <param name="text">ASCII text, for example the mode and the age of the picture.</param>
    public void Status(ImageLease picture, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        RequireBgr(picture);
        var mat = _mats.Of(picture);
        var scale = picture.HeightPx / 900.0;
        var at = new Point(picture.HeightPx / 45, picture.HeightPx - (picture.HeightPx / 45));
        Cv2.PutText(mat, text, at, HersheyFonts.HersheySimplex, scale, Scalar.Black, 3, LineTypes.AntiAlias);
        Cv2.PutText(mat, text, at, HersheyFonts.HersheySimplex, scale, new Scalar(225, 225, 225), 1, LineTypes.AntiAlias);
    }

    /// <summary>Frees the native headers.</summary>
    public void Dispose() => _mats.Dispose();

    private static void RequireBgr(ImageLease picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.Format != PixelFormat.Bgr8)
        {
            throw new ArgumentException($"The overlay is drawn on {PixelFormat.Bgr8}, got {picture.Format}.", nameof(picture));
        }
    }
}
