using System.Text.Json.Nodes;
using OpenCvSharp;
using SurgicalAI.Core.Files;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Datasets.Labels;

namespace SurgicalAI.Vision.Datasets.Export;

/// <summary>
/// Writes COCO: images/ and annotations/instances_default.json, the places that CVAT looks for. Each connected area of a label is an annotation
/// with run lengths, so nothing is lost to polygons; group, split and kind travel along as extra keys that other readers pass over.
/// </summary>
internal sealed class CocoWriter(IFrameSet set, string directory) : IFrameWriter
{
    private const string Folder = "images";

    private readonly JsonArray _images = [];
    private readonly JsonArray _annotations = [];
    private readonly LabelDefinition[] _categories = [.. set.Labels.Definitions.Where(d => d.Id != 0), new(LabelSet.Ignore, CocoShapes.Ignore, LabelKind.Other)];

    public void Add(int index, Mat picture, Mat labels)
    {
        var (entry, id) = (set.Frames[index], _images.Count + 1);
        _images.Add(new JsonObject
        {
            ["id"] = id,
            ["file_name"] = PictureCopy.Write(set, index, picture, directory, Folder)[(Folder.Length + 1)..],
            ["width"] = picture.Width,
            ["height"] = picture.Height,
            ["group"] = entry.Group,
            ["split"] = entry.Split,
            ["labelled"] = entry.HasLabels,
        });
        foreach (var category in entry.HasLabels ? _categories : [])
        {
            AddAreas(id, category, labels);
        }
    }

    public void Finish()
    {
        var root = new JsonObject
        {
            ["info"] = new JsonObject { ["description"] = set.Name },
            ["images"] = _images,
            ["categories"] = new JsonArray([.. _categories.Select(c => new JsonObject { ["id"] = c.Id, ["name"] = c.Name, ["supercategory"] = LabelFile.Word(c.Kind) })]),
            ["annotations"] = _annotations,
        };
        AtomicFile.Write(Path.Combine(directory, "annotations", "instances_default.json"), root.ToJsonString() + "\n");
    }

    private void AddAreas(int image, LabelDefinition category, Mat labels)
    {
        using var mask = new Mat();
        using var areas = new Mat();
        using var figures = new Mat();
        using var centres = new Mat();
        Cv2.Compare(labels, Scalar.All(category.Id), mask, CmpTypes.EQ);
        var count = Cv2.ConnectedComponentsWithStats(mask, areas, figures, centres);
        for (var area = 1; area < count; area++)
        {
            Cv2.Compare(areas, Scalar.All(area), mask, CmpTypes.EQ);
            _annotations.Add(Annotation(image, category, mask, [.. Enumerable.Range(0, 5).Select(column => figures.At<int>(area, column))]));
        }
    }

    // Figures: left, top, width, height, pixels.
    private JsonObject Annotation(int image, LabelDefinition category, Mat mask, int[] figures) => new()
    {
        ["id"] = _annotations.Count + 1,
        ["image_id"] = image,
        ["category_id"] = category.Id,
        ["iscrowd"] = 1,
        ["area"] = figures[4],
        ["bbox"] = new JsonArray([.. figures[..4].Select(figure => JsonValue.Create(figure))]),
        ["segmentation"] = new JsonObject { ["size"] = new JsonArray(mask.Height, mask.Width), ["counts"] = RunLengths.Write(RunLengths.Of(mask)) },
    };
}
