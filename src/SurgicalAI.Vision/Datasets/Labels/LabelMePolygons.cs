using System.Text.Json;
using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets.Files;

namespace SurgicalAI.Vision.Datasets.Labels;

/// <summary>A LabelMe file per frame: polygons with names; later ones lie over earlier ones. An object may have several (group_id).</summary>
internal sealed class LabelMePolygons(LabelSet labels) : ILabelReader
{
    public LabelSet Labels => labels;

    public void Read(FrameFiles frame, Size size, Mat labels)
    {
        var path = frame.Labels!;
        labels.Create(size, MatType.CV_8UC1);
        _ = labels.SetTo(Scalar.Black);
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            Draw(path, json.RootElement, labels);
        }
        catch (IOException e)
        {
            throw new UserErrorException($"{path}: the polygons are missing or cannot be read.", e);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UserErrorException($"{path}: not a LabelMe file ({e.Message}).", e);
        }
    }

    private void Draw(string path, JsonElement root, Mat map)
    {
        if (root.TryGetProperty("imageWidth", out var width) && root.TryGetProperty("imageHeight", out var height))
        {
            ImageFile.ExpectSize(path, new(width.GetInt32(), height.GetInt32()), map.Size());
        }

        foreach (var shape in root.GetProperty("shapes").EnumerateArray())
        {
            PolygonFill.Fill(map, Points(path, shape), IdOf(path, shape));
        }
    }

    private byte IdOf(string path, JsonElement shape)
    {
        var name = shape.GetProperty("label").GetString() ?? "";
        return labels.TryGet(name.Trim().ToLowerInvariant(), out var label)
            ? label.Id
            : throw new UserErrorException($"{path}: label '{name}' is unknown; this form has {string.Join(", ", labels.Definitions.Skip(1).Select(d => d.Name))}.");
    }

    private static Point2d[] Points(string path, JsonElement shape)
    {
        var type = shape.TryGetProperty("shape_type", out var stated) ? stated.GetString() : "polygon";
        Point2d[] points = [.. shape.GetProperty("points").EnumerateArray().Select(p => new Point2d(p[0].GetDouble(), p[1].GetDouble()))];
        return type == "polygon" && points.Length >= 3
            ? points
            : throw new UserErrorException($"{path}: a shape of type '{type}' with {points.Length} points is not a polygon.");
    }
}
