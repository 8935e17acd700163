using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Inference.Onnx;
using SurgicalAI.Vision.Segmentation.Cells;

namespace SurgicalAI.Vision.Segmentation;

/// <summary>Loads networks that map pictures: input <c>frames</c>, outputs <c>labels</c> and, if they have them, <c>doubt</c> and <c>lesion</c>.</summary>
internal static class PictureEngine
{
    /// <summary>
    /// Loads a network. On the CPU the core of a scene network is cut out of its file and runs alone; a network whose file names no
    /// core, and every network on a GPU, runs as it is.
    /// </summary>
    /// <exception cref="UserErrorException">The model is damaged or does not label pictures.</exception>
    public static IPictureEngine Load(ModelDirectory directory, OnnxOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (height, width) = MapSize(directory.Card);
        if (options.Device.Kind == DeviceKind.Cpu && OnnxFile.Read(directory) is var file && CellForm.Of(file) is { } form)
        {
            return (form.HeightPx, form.WidthPx) == (height, width)
                ? new CoreEngine(file, form, options)
                : throw new UserErrorException($"{directory.OnnxPath}: its notes speak of {form.WidthPx}x{form.HeightPx} pixels, its card of {width}x{height}. Make it again with {directory.Card.Retrain}.");
        }

        return new WholeEngine(OnnxModel.Load(directory, options), height, width);
    }

    /// <summary>Size of the maps, after checking names, ranks and types.</summary>
    /// <exception cref="UserErrorException">The card is not that of a network that labels pictures.</exception>
    public static (int HeightPx, int WidthPx) MapSize(ModelCard card)
    {
        var input = card.Inputs.FirstOrDefault(t => t.Name == "frames");
        var labels = card.Outputs.FirstOrDefault(t => t.Name == "labels");
        var others = card.Outputs.Where(t => t.Name is "doubt" or "lesion");
        return input is { Type: "uint8", Shape: [_, _, _, 3] } && labels is { Type: "uint8", Shape: [_, > 0, > 0] }
            && others.All(o => o.Type == "uint8" && o.Shape.Skip(1).SequenceEqual(labels.Shape.Skip(1)))
            ? ((int)labels.Shape[1], (int)labels.Shape[2])
            : throw new UserErrorException(
                $"Model {card.Id} does not label pictures: it must map frames uint8 [N,H,W,3] to labels, and if it has them doubt and lesion, uint8 [N,h,w].");
    }
}
