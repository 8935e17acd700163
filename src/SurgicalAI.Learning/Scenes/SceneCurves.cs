using System.Globalization;
using System.Text;
using SurgicalAI.Core.Files;

namespace SurgicalAI.Learning.Scenes;

/// <summary>A training's curves as a table and as a picture, renewed after every epoch.</summary>
internal static class SceneCurves
{
    private const double Width = 720, Height = 400, Left = 56, Right = 190, Top = 24, Bottom = 44;

    /// <summary>Writes curves.csv and curves.svg.</summary>
    public static void Write(SceneProgress progress, string folder)
    {
        AtomicFile.Write(Path.Combine(folder, "curves.csv"), Csv(progress.Epochs));
        AtomicFile.Write(Path.Combine(folder, "curves.svg"), Svg(progress.Epochs));
    }

    private static string Csv(List<SceneEpoch> epochs) => "epoch,loss,simulator_iou,composite_iou,lesion_dice,instrument_iou\n" + string.Concat(epochs.Select(e =>
        string.Create(CultureInfo.InvariantCulture, $"{e.Epoch},{e.Loss:f5},{e.Score.SimulatorIou:f4},{e.Score.CompositeIou:f4},{e.Score.LesionDice:f4},{e.Score.InstrumentIou:f4}\n")));

    private static string Svg(List<SceneEpoch> epochs)
    {
        var svg = new StringBuilder();
        _ = svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        for (var tick = 0; tick <= 5; tick++)
        {
            var y = Y(tick / 5.0);
            _ = svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:f1}\" y2=\"{y:f1}\" stroke=\"#ddd\"/><text x=\"{Left - 30}\" y=\"{y + 4:f1}\">{tick / 5.0:f1}</text>\n");
        }

        var most = Math.Max(1e-9, epochs.Select(e => e.Loss).Where(double.IsFinite).DefaultIfEmpty(1).Max());
        Line(svg, epochs, e => e.Score.SimulatorIou, "#1b62c4", "simulator IoU", 0);
        Line(svg, epochs, e => e.Score.CompositeIou, "#c4571b", "instruments over tissue", 1);
        Line(svg, epochs, e => e.Score.LesionDice, "#2a8a3c", "lesion Dice", 2);
        Line(svg, epochs, e => e.Score.InstrumentIou, "#8a2a8a", "real instruments", 3);
        Line(svg, epochs, e => e.Loss / most, "#777", string.Create(CultureInfo.InvariantCulture, $"loss / {most:f2}"), 4);
        _ = svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{Height - 14}\">epochs 1 to {epochs.Count}</text>\n</svg>\n");
        return svg.ToString();
    }

    private static void Line(StringBuilder svg, List<SceneEpoch> epochs, Func<SceneEpoch, double> value, string colour, string name, int row)
    {
        var points = epochs.Where(e => double.IsFinite(value(e))).Select(e => string.Create(CultureInfo.InvariantCulture, $"{X(e.Epoch, epochs.Count):f1},{Y(value(e)):f1}"));
        _ = svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" points=\"{string.Join(' ', points)}\"/><text x=\"{Width - Right + 12}\" y=\"{Top + 16 + (20 * row)}\" fill=\"{colour}\">{name}</text>\n");
    }

    private static double X(int epoch, int count) => Left + ((Width - Left - Right) * (count < 2 ? 0.5 : (epoch - 1.0) / (count - 1)));

    private static double Y(double value) => Height - Bottom - ((Height - Top - Bottom) * Math.Clamp(value, 0, 1));
}
