using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;

namespace SurgicalAI.Vision.Segmentation;

/// <summary>What a segmentation network's card must say.</summary>
internal static class SegmentationContract
{
    /// <summary>Size of the label maps, after checking names, ranks, types and classes.</summary>
    public static (int HeightPx, int WidthPx) LabelSize(ModelCard card)
    {
        var input = card.Inputs.FirstOrDefault(t => t.Name == "frames");
        var output = card.Outputs.FirstOrDefault(t => t.Name == "labels");
        if (input is not { Type: "uint8", Shape: [_, _, _, 3] } || output is not { Type: "uint8", Shape: [_, > 0, > 0] })
        {
            throw new UserErrorException($"Model {card.Id} is not a segmentation network: it must map frames uint8 [N,H,W,3] to labels uint8 [N,h,w].");
        }

        if (card.Classes.Count > 0 && !card.Classes.SequenceEqual(SegmentationClasses.Names))
        {
            throw new UserErrorException(
                $"Model {card.Id} labels {string.Join(", ", card.Classes)}; this engine knows {string.Join(", ", SegmentationClasses.Names)}. Make it again with {card.Retrain}.");
        }

        return ((int)output.Shape[1], (int)output.Shape[2]);
    }
}
