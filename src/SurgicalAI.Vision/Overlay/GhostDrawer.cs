using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Vision.Overlay;

/// <summary>
/// The suggested motion: the way of the point between the jaws as a fading line, and an outline of shaft, wrist and jaws
/// at the last waypoint. Hot path.
/// </summary>
internal readonly ref struct GhostDrawer(Canvas canvas, EyeProjector eye, OverlayOptions options)
{
    // dVRK's tip frame sits on the wrist-yaw axis: Z along the jaws, X along that axis, about which they open.
    private const double JawM = 10.2 * Si.Mm;
    private const double WristM = 9.1 * Si.Mm;
    private const double ShaftRadiusM = 4.2 * Si.Mm;
    private readonly Canvas _canvas = canvas;
    private readonly EyeProjector _eye = eye;
    private readonly Ink _ink = options.Ghost;
    private readonly Vec3? _rcm = options.RcmInEcm;
    private readonly double _shaftM = options.GhostShaftM;

    public void Draw(IReadOnlyList<Waypoint> waypoints)
    {
        for (var i = 1; i < waypoints.Count; i++)
        {
            var opacity = 0.9 - (0.6 * i / waypoints.Count);
            Stroke(Tip(waypoints[i - 1]), Tip(waypoints[i]), 2, opacity);
        }

        Instrument(waypoints[^1].T_ecm_tool, waypoints[^1].JawRad);
    }

    private static Vec3 Tip(in Waypoint waypoint) => waypoint.T_ecm_tool * new Vec3(0, 0, JawM);

    private void Instrument(in Pose<EcmFrame, ToolFrame> T_ecm_tool, double jawRad)
    {
        const double opacity = 0.6;
        var (hinge, half) = (T_ecm_tool.P, Math.Max(0, jawRad) / 2);
        var (s, c) = Math.SinCos(half);
        Stroke(hinge, T_ecm_tool * new Vec3(0, JawM * s, JawM * c), 1.5, opacity);
        Stroke(hinge, T_ecm_tool * new Vec3(0, -JawM * s, JawM * c), 1.5, opacity);

        // The wrist's own angles are not part of a waypoint: it is drawn half-way between the jaws' and the shaft's direction.
        var back = -T_ecm_tool.R.Z;
        var shaft = _rcm is { } rcm ? (rcm - hinge).Normalized() : back;
        var wrist = hinge + (WristM * (back + shaft).Normalized());
        Stroke(hinge, wrist, 1.5, opacity);
        Shaft(wrist, shaft, opacity);
    }

    // The two silhouette lines of a cylinder: offset from its axis across the line of sight.
    private void Shaft(Vec3 wrist, Vec3 direction, double opacity)
    {
        var side = ShaftRadiusM * direction.Cross(wrist).Normalized();
        var end = wrist + (_shaftM * direction);
        Stroke(wrist + side, wrist - side, 1.5, opacity);
        Stroke(wrist + side, end + side, 1.5, opacity * 0.7);
        Stroke(wrist - side, end - side, 1.5, opacity * 0.7);
    }

    private void Stroke(Vec3 a_ecm, Vec3 b_ecm, double widthPx, double opacity)
    {
        if (_eye.TryProject(a_ecm, out var a) && _eye.TryProject(b_ecm, out var b))
        {
            _canvas.Line(a, b, widthPx * _canvas.Unit, _ink, opacity);
        }
    }
}
