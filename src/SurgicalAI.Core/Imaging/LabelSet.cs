using System.Diagnostics.CodeAnalysis;

namespace SurgicalAI.Core.Imaging;

/// <summary>The labels of a data set or a network, in order. Immutable.</summary>
public sealed class LabelSet
{
    /// <summary>Value of pixels that nobody labelled; they take no part in training and scores.</summary>
    public const byte Ignore = 255;

    private readonly LabelDefinition?[] _byId = new LabelDefinition?[256];
    private readonly LabelDefinition[] _definitions;

    /// <summary>Makes a set.</summary>
    /// <param name="definitions">Labels; the background has id 0.</param>
    /// <exception cref="ArgumentException">An id or a name occurs twice or is empty, or an id is 255.</exception>
    public LabelSet(IEnumerable<LabelDefinition> definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        _definitions = [.. definitions];
        foreach (var definition in _definitions)
        {
            Add(definition);
        }
    }

    /// <summary>A set without labels: unlabelled pictures.</summary>
    public static LabelSet Empty { get; } = new([]);

    /// <summary>The labels in their order.</summary>
    public IReadOnlyList<LabelDefinition> Definitions => _definitions;

    /// <summary>A set of the vocabulary's names, ids counted from 0, kinds from <see cref="LabelNames"/>.</summary>
    public static LabelSet Of(params ReadOnlySpan<string> names)
    {
        var definitions = new LabelDefinition[names.Length];
        for (var id = 0; id < names.Length; id++)
        {
            definitions[id] = LabelDefinition.Of((byte)id, names[id]);
        }

        return new(definitions);
    }

    /// <summary>The label of a value.</summary>
    public bool TryGet(byte id, [NotNullWhen(true)] out LabelDefinition? definition) => (definition = _byId[id]) is not null;

    /// <summary>The label of a name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out LabelDefinition? definition) =>
        (definition = Array.Find(_definitions, d => d.Name == name)) is not null;

    /// <summary>Whether a pixel may have this value: a label, or <see cref="Ignore"/>.</summary>
    public bool Allows(byte value) => value == Ignore || _byId[value] is not null;

    private void Add(LabelDefinition definition)
    {
        if (definition.Id == Ignore || _byId[definition.Id] is not null)
        {
            throw new ArgumentException($"label id {definition.Id} is taken");
        }

        if (string.IsNullOrWhiteSpace(definition.Name) || _byId.Any(d => d?.Name == definition.Name))
        {
            throw new ArgumentException($"label name '{definition.Name}' of id {definition.Id} is empty or taken");
        }

        _byId[definition.Id] = definition;
    }
}
