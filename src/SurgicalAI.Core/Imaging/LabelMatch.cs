namespace SurgicalAI.Core.Imaging;

/// <summary>
/// How a network's labels are read as a data set's: equal names; where the data set says "tip", a wrist or a jaw; where it says "instrument",
/// "tissue" or "polyp", any label of that kind that nothing else claims. What the data set has no word for is background there. Immutable.
/// </summary>
public sealed class LabelMatch
{
    private readonly byte[] _toData = new byte[256];
    private readonly bool[] _canSay = new bool[256];
    private readonly bool[] _modelInstrument = new bool[256];
    private readonly bool[] _dataInstrument = new bool[256];

    /// <summary>Matches two sets.</summary>
    /// <param name="model">Labels that the network gives.</param>
    /// <param name="data">Labels of the truth.</param>
    public LabelMatch(LabelSet model, LabelSet data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        _toData[LabelSet.Ignore] = LabelSet.Ignore;
        foreach (var label in model.Definitions)
        {
            var id = Best(label, data);
            _toData[label.Id] = id ?? 0;
            _canSay[id ?? 0] |= id is not null;
            _modelInstrument[label.Id] = label.Kind == LabelKind.Instrument;
        }

        foreach (var label in data.Definitions)
        {
            _dataInstrument[label.Id] = label.Kind == LabelKind.Instrument;
        }

        Scored = [.. data.Definitions.Where(d => _canSay[d.Id])];
    }

    /// <summary>For each value that the network gives, the data set's value: 256 entries.</summary>
    public ReadOnlySpan<byte> ToData => _toData;

    /// <summary>The data set's labels that the network is able to give; only these have a score of their own.</summary>
    public IReadOnlyList<LabelDefinition> Scored { get; }

    /// <summary>Whether a value of the network is an instrument, for binary scores.</summary>
    public ReadOnlySpan<bool> ModelIsInstrument => _modelInstrument;

    /// <summary>Whether a value of the truth is an instrument, for binary scores.</summary>
    public ReadOnlySpan<bool> DataIsInstrument => _dataInstrument;

    /// <summary>Translates a label map of the network. Hot path.</summary>
    /// <param name="model">Values of the network.</param>
    /// <param name="data">Written: the data set's values; may be the same memory.</param>
    public void Translate(ReadOnlySpan<byte> model, Span<byte> data)
    {
        for (var i = 0; i < model.Length; i++)
        {
            data[i] = _toData[model[i]];
        }
    }

    private static byte? Best(LabelDefinition label, LabelSet data)
    {
        foreach (var name in Candidates(label))
        {
            if (data.TryGet(name, out var found))
            {
                return found.Id;
            }
        }

        return null;
    }

    private static IEnumerable<string> Candidates(LabelDefinition label)
    {
        yield return label.Name;
        if (label.Name is LabelNames.Wrist or LabelNames.Jaw)
        {
            yield return LabelNames.Tip;
        }

        yield return label.Kind switch
        {
            LabelKind.Instrument => LabelNames.Instrument,
            LabelKind.Tissue => LabelNames.Tissue,
            LabelKind.Lesion => LabelNames.Polyp,
            _ => LabelNames.Background,
        };
    }
}
