using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.Vision.Overlay;

/// <summary>Tips as rings, the axes of shafts as lines that end beside the tip, tips in space as crosses; what is foretold or hidden is faint. Hot path.</summary>
internal readonly ref struct TipDrawer(Canvas canvas, Ink ink)
{
    private const int Corners = 16;
    private const double Faint = 0.35;
    private const double Plain = 0.9;
    private readonly Canvas _canvas = canvas;
    private readonly Ink _ink = ink;

    /// <summary>Draws what the left eye sees.</summary>
    public void Draw(PictureTips tips)
    {
        var tools = tips.Tools(right: false);
        foreach (ref readonly var track in tips.Tracks(right: false))
        {
            Ring(track.Tip, 6 * _canvas.Unit, track.Seen < 0 ? Faint : Plain);
            if (track.Seen >= 0 && tools[track.Seen].HasAxis)
            {
                Axis(tools[track.Seen], track.Tip);
            }
        }

        foreach (ref readonly var tip in tips.Tips)
        {
            if (tips.Rig!.TryProject(tip.P_eye, out var ideal, out _))
            {
                Cross(tips.Rig.Seen(ideal), 4 * _canvas.Unit, tip.Hidden ? Faint : Plain);
            }
        }
    }

    // From a fifth of the picture behind the tip to beside it.
    private void Axis(in SeenTool tool, ImagePoint tip)
    {
        var along = (tip - tool.AxisPoint).Dot(tool.Axis);
        var end = tool.AxisPoint + (along * tool.Axis);
        Line(end - (0.2 * _canvas.WidthPx * tool.Axis), end, Plain);
    }

    private void Ring(ImagePoint centre, double radiusPx, double opacity)
    {
        for (var k = 0; k < Corners; k++)
        {
            Line(At(centre, radiusPx, k), At(centre, radiusPx, k + 1), opacity);
        }
    }

    private void Cross(ImagePoint p, double halfPx, double opacity)
    {
        Line(p - new ImagePoint(halfPx, halfPx), p + new ImagePoint(halfPx, halfPx), opacity);
        Line(p - new ImagePoint(halfPx, -halfPx), p + new ImagePoint(halfPx, -halfPx), opacity);
    }

    private void Line(ImagePoint a, ImagePoint b, double opacity) => _canvas.Line(new(a.XPx, a.YPx), new(b.XPx, b.YPx), 1.5 * _canvas.Unit, _ink, opacity);

    private static ImagePoint At(ImagePoint centre, double radiusPx, int corner)
    {
        var (s, c) = Math.SinCos(2 * Math.PI * corner / Corners);
        return centre + new ImagePoint(radiusPx * c, radiusPx * s);
    }
}
