using System.Collections.Frozen;

namespace SurgicalAI.Core.Imaging;

/// <summary>The one vocabulary into which every data set's labels are translated.</summary>
public static class LabelNames
{
    /// <summary>Everything that has no label.</summary>
    public const string Background = "background";

    /// <summary>Instrument shaft.</summary>
    public const string Shaft = "shaft";

    /// <summary>Link between shaft and jaws.</summary>
    public const string Wrist = "wrist";

    /// <summary>Jaws (claspers).</summary>
    public const string Jaw = "jaw";

    /// <summary>Wrist or jaw, where a data set does not tell them apart.</summary>
    public const string Tip = "tip";

    /// <summary>An instrument whose parts are not told apart.</summary>
    public const string Instrument = "instrument";

    /// <summary>Anatomy that is not told apart.</summary>
    public const string Tissue = "tissue";

    /// <summary>Polyp.</summary>
    public const string Polyp = "polyp";

    private static readonly FrozenDictionary<string, LabelKind> Kinds = new Dictionary<LabelKind, string[]>
    {
        [LabelKind.Other] = [Background, "other", "needle", "thread", "gauze", "clip", "clamp", "target", "peg", "block", "board"],
        [LabelKind.Instrument] =
        [
            Shaft, Wrist, Jaw, Tip, Instrument, "bipolar-forceps", "prograsp-forceps", "large-needle-driver", "vessel-sealer", "grasping-retractor",
            "monopolar-scissors", "ultrasound-probe", "suction", "clip-applier", "needle-holder", "catheter", "grasper", "bipolar", "hook", "clipper",
            "scissors", "irrigator", "snare",
        ],
        [LabelKind.Tissue] =
        [
            Tissue, "organ", "membrane", "fat", "vessel", "blood", "kidney", "covered-kidney", "small-intestine", "abdominal-wall", "liver",
            "gastrointestinal-tract", "connective-tissue", "cystic-duct", "gallbladder", "hepatic-vein", "liver-ligament",
        ],
        [LabelKind.Lesion] = [Polyp],
    }.SelectMany(kind => kind.Value.Select(name => (name, kind.Key))).ToFrozenDictionary(pair => pair.name, pair => pair.Key);

    /// <summary>Kind of a name; <see cref="LabelKind.Other"/> for a name outside the vocabulary.</summary>
    public static LabelKind KindOf(string name) => Kinds.GetValueOrDefault(name, LabelKind.Other);

    /// <summary>Whether the vocabulary has the name.</summary>
    public static bool Contains(string name) => Kinds.ContainsKey(name);
}
