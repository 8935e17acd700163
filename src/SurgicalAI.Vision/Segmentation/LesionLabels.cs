using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Segmentation;

/// <summary>
/// Writes what a network's lesion map says into its label map: where the probability of a lesion reaches the operating point, the label is the
/// lesion's, except on instruments, which lie in front of it. Immutable.
/// </summary>
public sealed class LesionLabels
{
    /// <summary>Operating point of a network whose card names none.</summary>
    public const double DefaultThreshold = 0.5;

    private readonly byte _from;
    private readonly byte _lesion;
    private readonly bool[] _instrument = new bool[256];

    /// <summary>Chooses the lesion's label.</summary>
    /// <param name="network">Labels of the network; one of kind lesion is used, else "polyp" gets the next free id.</param>
    /// <param name="threshold">Operating point, a probability above 0 and up to 1.</param>
    /// <exception cref="ArgumentException">All 255 ids are taken.</exception>
    public LesionLabels(LabelSet network, double threshold)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threshold);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, 1);
        var own = network.Definitions.FirstOrDefault(d => d.Kind == LabelKind.Lesion);
        Lesion = own ?? LabelDefinition.Of(FreeId(network), LabelNames.Polyp);
        Labels = own is null ? new([.. network.Definitions, Lesion]) : network;
        Threshold = threshold;
        (_from, _lesion) = ((byte)Math.Ceiling((255 * threshold) - 1e-9), Lesion.Id);
        foreach (var label in network.Definitions)
        {
            _instrument[label.Id] = label.Kind == LabelKind.Instrument;
        }
    }

    /// <summary>All labels that the map may then hold.</summary>
    public LabelSet Labels { get; }

    /// <summary>Label of a lesion.</summary>
    public LabelDefinition Lesion { get; }

    /// <summary>Operating point.</summary>
    public double Threshold { get; }

    /// <summary>Writes the lesion's label, and there its doubt. Hot path.</summary>
    /// <param name="lesion">255 x the probability of a lesion; as long as <paramref name="labels"/>.</param>
    /// <param name="labels">Labels of the network; changed where there is a lesion.</param>
    /// <param name="doubt">255 x the probability that the label is wrong; empty, or changed where the label was.</param>
    public void Apply(ReadOnlySpan<byte> lesion, Span<byte> labels, Span<byte> doubt)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(lesion.Length, labels.Length);
        for (var i = 0; i < labels.Length; i++)
        {
            if (lesion[i] >= _from && !_instrument[labels[i]])
            {
                labels[i] = _lesion;
                if (doubt.Length > 0)
                {
                    doubt[i] = (byte)(255 - lesion[i]);
                }
            }
        }
    }

    // After the last one in use; when that is the greatest possible, the first gap.
    private static byte FreeId(LabelSet network)
    {
        var after = network.Definitions.Select(d => d.Id + 1).DefaultIfEmpty(1).Max();
        var id = after < LabelSet.Ignore ? after : Enumerable.Range(1, 254).FirstOrDefault(i => !network.TryGet((byte)i, out _));
        return id > 0 ? (byte)id : throw new ArgumentException("all label ids are taken", nameof(network));
    }
}
