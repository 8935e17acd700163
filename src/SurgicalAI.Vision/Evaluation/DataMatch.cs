using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Vision.Evaluation;

/// <summary>Reads a network's answers in the words of a data set: classes, and the foreground that the binary score is about.</summary>
internal sealed class DataMatch
{
    private const byte LesionFrom = 128;

    private readonly LabelMatch _match;
    private readonly bool[] _modelForeground = new bool[256];
    private readonly bool[] _truthForeground = new bool[256];
    private readonly bool[] _lesion = new bool[256];
    private readonly byte? _lesionLabel;

    public DataMatch(string dataset, LabelSet model, LabelSet data)
    {
        _match = new(model, data);
        Foreground = ForegroundOf(dataset, data);
        Classes = [.. data.Definitions.Where(d => d.Id != 0)];
        _lesionLabel = Classes.FirstOrDefault(c => c.Kind == LabelKind.Lesion)?.Id;
        foreach (var label in model.Definitions)
        {
            _modelForeground[label.Id] = label.Kind == Foreground;
            _lesion[label.Id] = label.Kind == LabelKind.Lesion;
        }

        foreach (var label in data.Definitions)
        {
            _truthForeground[label.Id] = label.Kind == Foreground;
        }
    }

    /// <summary>What the binary score is about: instruments; in a set without them, lesions.</summary>
    public LabelKind Foreground { get; }

    /// <summary>The set's labels without the background.</summary>
    public IReadOnlyList<LabelDefinition> Classes { get; }

    /// <summary>Whether a value of the truth is foreground; 256 entries.</summary>
    public ReadOnlySpan<bool> TruthForeground => _truthForeground;

    /// <summary>Whether the network is able to give a label of the set.</summary>
    public bool CanSay(LabelDefinition label, bool lesionMap) =>
        _match.Scored.Any(s => s.Id == label.Id) || (lesionMap && label.Id == _lesionLabel);

    /// <summary>Whether a value of the network is a lesion.</summary>
    public bool IsLesion(byte label) => _lesion[label];

    /// <summary>Writes the set's labels; where the map of lesions says lesion, that label, if the set has one.</summary>
    public void Translate(ReadOnlySpan<byte> labels, ReadOnlySpan<byte> lesion, Span<byte> translated)
    {
        _match.Translate(labels, translated);
        if (_lesionLabel is not { } id)
        {
            return;
        }

        for (var i = 0; i < translated.Length; i++)
        {
            translated[i] = lesion[i] >= LesionFrom ? id : translated[i];
        }
    }

    /// <summary>Writes 1 where the network sees foreground.</summary>
    public void MarkForeground(ReadOnlySpan<byte> labels, ReadOnlySpan<byte> lesion, Span<byte> mask)
    {
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = (Foreground == LabelKind.Lesion ? lesion[i] >= LesionFrom : _modelForeground[labels[i]]) ? (byte)1 : (byte)0;
        }
    }

    private static LabelKind ForegroundOf(string dataset, LabelSet data) =>
        data.Definitions.Any(d => d.Kind == LabelKind.Instrument) ? LabelKind.Instrument
        : data.Definitions.Any(d => d.Kind == LabelKind.Lesion) ? LabelKind.Lesion
        : throw new UserErrorException($"{dataset} has no label of an instrument or a lesion to score: its labels are {string.Join(", ", data.Definitions.Select(d => d.Name))}.");
}
