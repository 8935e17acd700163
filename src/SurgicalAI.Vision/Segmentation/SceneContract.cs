using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;

namespace SurgicalAI.Vision.Segmentation;

/// <summary>What a scene network's card must say.</summary>
internal static class SceneContract
{
    /// <summary>Size of the maps, after checking names, ranks and types.</summary>
    /// <exception cref="UserErrorException">The card is not that of a scene network.</exception>
    public static (int HeightPx, int WidthPx) MapSize(ModelCard card)
    {
        var input = card.Inputs.FirstOrDefault(t => t.Name == "frames");
        var sizes = new[] { "labels", "doubt", "lesion" }.Select(name => Size(card, name)).Distinct().ToArray();
        return input is { Type: "uint8", Shape: [_, _, _, 3] } && sizes is [{ } size]
            ? size
            : throw new UserErrorException($"Model {card.Id} is not a scene network: it must map frames uint8 [N,H,W,3] to labels, doubt and lesion uint8 [N,h,w]. Make it again with {card.Retrain}.");
    }

    /// <summary>The card's labels.</summary>
    /// <exception cref="UserErrorException">There are none, or two of one value or name.</exception>
    public static LabelSet Labels(ModelCard card)
    {
        try
        {
            return card.Labels.Count > 0
                ? new(card.Labels.Select(l => new LabelDefinition(l.Id, l.Name, KindOf(l.Kind))))
                : throw new UserErrorException($"Model {card.Id} does not say what its labels stand for: its card needs labels with id, name and kind.");
        }
        catch (ArgumentException e)
        {
            throw new UserErrorException($"Model {card.Id}: the labels on its card make no sense ({e.Message}).", e);
        }
    }

    private static (int HeightPx, int WidthPx)? Size(ModelCard card, string name) =>
        card.Outputs.FirstOrDefault(t => t.Name == name) is { Type: "uint8", Shape: [_, > 0, > 0] } output ? ((int)output.Shape[1], (int)output.Shape[2]) : null;

    private static LabelKind KindOf(string word) => Enum.GetValues<LabelKind>().Cast<LabelKind?>().FirstOrDefault(kind => LabelFile.Word(kind!.Value) == word)
        ?? throw new ArgumentException($"kind '{word}' is not other, instrument, tissue or lesion");
}
