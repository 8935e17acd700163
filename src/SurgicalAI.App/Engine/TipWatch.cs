using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Time;
using SurgicalAI.Pipeline.Engine;
using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.App.Engine;

/// <summary>Follows the tips of the tools through the engine's frames, with the arm's measured pose where there is one. Not thread-safe.</summary>
/// <param name="camera">Geometry of the eyes; without a baseline nothing is told in space.</param>
/// <param name="lens">Distortion of the pictures.</param>
internal sealed class TipWatch(StereoCamera camera, LensCoefficients lens)
{
    // After a longer pause the tools may be anywhere.
    private const double LongestStepS = 1;

    private readonly PictureTips _tips = new(ToolParts.Simulator, camera.BaselineM > 0 ? new(camera, lens) : null);
    private long _lastNs;

    /// <summary>Takes in a frame.</summary>
    /// <param name="view">Frame; not disposed here.</param>
    /// <returns>Its tips; valid until the next frame.</returns>
    public PictureTips Look(Stamped<EngineView> view)
    {
        var dtS = _lastNs == 0 ? 0 : Math.Clamp((view.OriginNs - _lastNs) / (double)Si.SNs, 0, LongestStepS);
        _lastNs = view.OriginNs;
        var frame = view.Value.Frame;
        _tips.Update(frame.Pictures, frame.Labels, view.Value.Tool.TryGet(out var tool) ? ArmTip.Of(tool.T_ecm_tool, tool.JawRad) : null, dtS);
        return _tips;
    }

    /// <summary>The last frame's tips for the wire.</summary>
    /// <param name="header">Stamp, sequence, session.</param>
    public TipsMessage Message(Header header) => new(header, EyeTips(right: false), EyeTips(right: true), SpaceTips());

    private EyeTip[] EyeTips(bool right)
    {
        var tracks = _tips.Tracks(right);
        var tools = _tips.Tools(right);
        var tips = new EyeTip[tracks.Length];
        for (var i = 0; i < tips.Length; i++)
        {
            ref readonly var track = ref tracks[i];
            SeenAxis? axis = track.Seen >= 0 && tools[track.Seen].HasAxis ? AxisOf(tools[track.Seen]) : null;
            tips[i] = new(track.Id, track.Tip.XPx, track.Tip.YPx, track.SdPx, track.Seen < 0, axis);
        }

        return tips;
    }

    private SpaceTip[] SpaceTips()
    {
        var found = _tips.Tips;
        var tips = new SpaceTip[found.Length];
        for (var i = 0; i < tips.Length; i++)
        {
            ref readonly var tip = ref found[i];
            tips[i] = new(TrackOf(tip.Seen), CameraConvention.T_ecm_eye * tip.P_eye, tip.SdM, tip.Hidden, _tips.WithArm);
        }

        return tips;
    }

    private int TrackOf(int seen)
    {
        foreach (ref readonly var track in _tips.Tracks(right: false))
        {
            if (seen >= 0 && track.Seen == seen)
            {
                return track.Id;
            }
        }

        return 0;
    }

    private static SeenAxis AxisOf(in SeenTool tool) => new(tool.AxisPoint.XPx, tool.AxisPoint.YPx, tool.Axis.XPx, tool.Axis.YPx);
}
