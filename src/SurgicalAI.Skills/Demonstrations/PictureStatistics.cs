using System.Text.Json.Nodes;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Skills.Demonstrations;

/// <summary>Colour statistics of one eye's pictures in 0..1, red first as LeRobot counts, over a sparse grid of pixels.</summary>
internal sealed class PictureStatistics
{
    private const int StepPx = 8;
    private readonly ColumnStatistics _channels = new(3);
    private int _pictures;

    public void Add(ImageLease picture)
    {
        for (var y = 0; y < picture.HeightPx; y += StepPx)
        {
            var row = picture.Row(y);
            for (var x = 0; x < picture.WidthPx; x += StepPx)
            {
                for (var c = 0; c < 3; c++)
                {
                    _channels.Add(c, row[(3 * x) + 2 - c] / 255.0);
                }
            }
        }

        _pictures++;
    }

    public JsonObject ToJson() => _channels.ToJson(_pictures, nested: true);
}
