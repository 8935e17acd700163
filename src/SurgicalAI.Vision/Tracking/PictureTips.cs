using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Tracking;

/// <summary>
/// Tips of one endoscope's pictures with their label maps: followed in each eye, and in space where there are two eyes and their geometry
/// is known. Once an arm has reported, the tip in space is that arm's. Hot path: no allocation. Not thread-safe.
/// </summary>
public sealed class PictureTips
{
    private readonly ToolParts _parts;
    private readonly StereoTips? _space;
    private readonly ToolFinder[] _finders = [new(), new()];
    private readonly TipTracker[] _trackers = [new(), new()];
    private readonly ArmTip[] _arm = new ArmTip[1];
    private bool _heard;
    private bool _isStereo;

    /// <summary>Makes a tracker.</summary>
    /// <param name="parts">What the labels stand for.</param>
    /// <param name="rig">Calibration of both eyes; null when it is not known: then nothing is told in space.</param>
    public PictureTips(ToolParts parts, StereoRig? rig)
    {
        ArgumentNullException.ThrowIfNull(parts);
        (_parts, Rig, _space) = (parts, rig, rig is null ? null : new(rig, new()));
    }

    /// <summary>Calibration; null when it is not known.</summary>
    public StereoRig? Rig { get; }

    /// <summary>True once the arm's reports are in the tips in space.</summary>
    public bool WithArm => _heard;

    /// <summary>Tips in space after the last picture; valid until the next one.</summary>
    public ReadOnlySpan<TipEstimate> Tips => _space is not null && _isStereo ? _space.Tips : [];

    /// <summary>Tools followed in an eye.</summary>
    /// <param name="right">Which eye.</param>
    public ReadOnlySpan<TrackedTool> Tracks(bool right) => right && !_isStereo ? [] : _trackers[right ? 1 : 0].Tools;

    /// <summary>Tools found in an eye's last picture.</summary>
    /// <param name="right">Which eye.</param>
    public ReadOnlySpan<SeenTool> Tools(bool right) => right && !_isStereo ? [] : _finders[right ? 1 : 0].Tools;

    /// <summary>Takes in a picture.</summary>
    /// <param name="pictures"><see cref="PixelFormat.Bgr8"/>; the right one may be missing.</param>
    /// <param name="labels">Label map of each eye, at any size.</param>
    /// <param name="arm_eye">What the arm says of its jaws' ends at the capture; null when it is silent.</param>
    /// <param name="dtS">Time since the picture before, seconds.</param>
    public void Update(StereoFrame pictures, StereoFrame labels, ArmTip? arm_eye, double dtS)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentNullException.ThrowIfNull(labels);
        var left = Find(0, pictures.Left, labels.Left, dtS);
        _isStereo = pictures.Right is not null && labels.Right is not null;
        if (!_isStereo)
        {
            return;
        }

        var right = Find(1, pictures.Right!, labels.Right!, dtS);
        if (arm_eye is not null && !_heard)
        {
            _heard = true;
            _space?.Reset();
        }

        _arm[0] = arm_eye ?? ArmTip.Silent;
        if (_space is not null)
        {
            _ = _space.Update(left, right, _heard ? _arm : [], dtS);
        }
    }

    private EyeTools Find(int eye, ImageLease picture, ImageLease labels, double dtS)
    {
        var tools = _finders[eye].Find(labels.Bytes, labels.WidthPx, labels.HeightPx, _parts, picture.WidthPx, picture.HeightPx);
        _ = _trackers[eye].Update(tools, dtS);
        return new(picture.Bytes, picture.WidthPx, picture.HeightPx, _finders[eye]);
    }
}
