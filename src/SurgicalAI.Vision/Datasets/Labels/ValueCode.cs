using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Datasets.Labels;

/// <summary>What the values of a grey mask mean. Immutable.</summary>
internal sealed class ValueCode
{
    private readonly byte[] _ids = new byte[256];
    private readonly bool[] _known = new bool[256];

    public ValueCode(LabelSet labels, params IEnumerable<(byte Value, byte Id)> values)
    {
        Labels = labels;
        foreach (var (value, id) in values)
        {
            (_ids[value], _known[value]) = (id, true);
        }
    }

    /// <summary>Labels that the ids stand for.</summary>
    public LabelSet Labels { get; }

    /// <summary>Known values, for messages.</summary>
    public string Known => string.Join(", ", Enumerable.Range(0, 256).Where(value => _known[value]));

    /// <summary>The values are the ids themselves, and 255 is not labelled.</summary>
    public static ValueCode Identity(LabelSet labels) =>
        new(labels, labels.Definitions.Select(d => (d.Id, d.Id)).Append((LabelSet.Ignore, LabelSet.Ignore)));

    /// <summary>Values up to a limit are background, those above are label 1.</summary>
    public static ValueCode Above(byte limit, LabelSet labels) =>
        new(labels, Enumerable.Range(0, 256).Select(value => ((byte)value, (byte)(value > limit ? 1 : 0))));

    /// <summary>Translates values to ids.</summary>
    /// <returns>Index of the first unknown value; -1 when there is none.</returns>
    public int Translate(ReadOnlySpan<byte> values, Span<byte> ids)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (!_known[value])
            {
                return i;
            }

            ids[i] = _ids[value];
        }

        return -1;
    }
}
