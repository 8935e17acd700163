using SurgicalAI.Core.Imaging;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Scenes.Data;

/// <summary>
/// What a byte of a training map says: the set of classes that its pixel may have. A set of one is a full label; "wrist or jaw" and
/// "anything but an instrument" are weaker ones; the set of all says nothing. So frames with any labels train one network together.
/// </summary>
internal sealed class PixelMeanings
{
    /// <summary>Value of a pixel that may be anything.</summary>
    public const byte Anything = LabelSet.Ignore;

    /// <summary>Value of a pixel that shows no instrument, nor anything else that only surgery brings along.</summary>
    public const byte NoInstrument = 254;

    /// <summary>Value of a pixel that shows some part of an instrument.</summary>
    public const byte AnyInstrument = 253;

    private const byte FirstFree = 32;

    private static readonly LabelKind[] Kinds = [.. SceneLabels.Set.Definitions.Select(d => d.Kind)];
    private readonly uint[] _sets = new uint[256];
    private byte _next = FirstFree;

    public PixelMeanings()
    {
        for (var c = 0; c < Kinds.Length; c++)
        {
            _sets[c] = 1u << c;
        }

        (_sets[Anything], _sets[NoInstrument], _sets[AnyInstrument]) = (All, Anatomy, Of(LabelKind.Instrument));
    }

    private static uint All => (1u << Kinds.Length) - 1;

    private static uint Anatomy => Of(LabelKind.Tissue) | 1u;

    /// <summary>
    /// For each value of a data set's maps, the value that means the same here. A set of lesions that has no word for instruments
    /// shows none: its frames come from diagnostic endoscopy.
    /// </summary>
    public byte[] Translate(LabelSet data)
    {
        var match = new LabelMatch(SceneLabels.Set, data);
        var isDiagnostic = data.Definitions.Any(d => d.Kind == LabelKind.Lesion) && data.Definitions.All(d => d.Kind != LabelKind.Instrument);
        var table = new byte[256];
        Array.Fill(table, Anything);
        foreach (var label in data.Definitions)
        {
            table[label.Id] = isDiagnostic ? NoInstrument : Add(Classes(label, match));
        }

        return table;
    }

    /// <summary>What is added to the log-probabilities: 0 where a value allows a class, a large negative number elsewhere; (256, classes).</summary>
    public Tensor Barriers(Device device)
    {
        var values = new float[256 * Kinds.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (_sets[i / Kinds.Length] >> (i % Kinds.Length) & 1) == 1 ? 0 : -1e4f;
        }

        return tensor(values, [256, Kinds.Length], device: device);
    }

    /// <summary>Whether a value says instrument, or says that there is none; null when it leaves that open.</summary>
    public bool? IsInstrument(byte value) =>
        _sets[value] == 0 ? null : (_sets[value] & ~_sets[AnyInstrument]) == 0 ? true : (_sets[value] & _sets[AnyInstrument]) == 0 ? false : null;

    /// <summary>For each value 1 when it says instrument, 0 when it says none, -1 when it leaves that open; (256).</summary>
    public Tensor Instruments(Device device) => tensor(
        [.. Enumerable.Range(0, 256).Select(v => IsInstrument((byte)v) switch { true => 1f, false => 0f, null => -1f })], device: device);

    private static uint Of(LabelKind kind) => (uint)Enumerable.Range(0, Kinds.Length).Where(c => Kinds[c] == kind).Sum(c => 1L << c);

    // The classes that are read as this label; a label that no class is read as is taken by its kind.
    private static uint Classes(LabelDefinition label, LabelMatch match)
    {
        var set = 0u;
        for (var c = 0; c < Kinds.Length; c++)
        {
            set |= match.ToData[c] == label.Id ? 1u << c : 0;
        }

        return set != 0 ? set : label.Kind switch
        {
            LabelKind.Instrument => Of(LabelKind.Instrument),
            LabelKind.Tissue or LabelKind.Lesion => Anatomy,
            _ => All,
        };
    }

    private byte Add(uint set)
    {
        var known = Array.IndexOf(_sets, set);
        if (known >= 0)
        {
            return (byte)known;
        }

        _sets[_next] = set;
        return _next++;
    }
}
