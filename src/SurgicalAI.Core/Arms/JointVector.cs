using System.Runtime.CompilerServices;

namespace SurgicalAI.Core.Arms;

/// <summary>Values of a PSM's six joints (yaw, pitch, insertion, roll, wrist pitch, wrist yaw): radians, metres for insertion.</summary>
[InlineArray(Length)]
public struct JointVector : IEquatable<JointVector>
{
    /// <summary>Number of joints.</summary>
    public const int Length = 6;

    private double _element0;

    /// <summary>Joint names in order, as dVRK publishes them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["yaw", "pitch", "insertion", "roll", "wrist_pitch", "wrist_yaw"];

    /// <summary>True when every entry is finite.</summary>
    public readonly bool IsFinite
    {
        get
        {
            foreach (var q in (ReadOnlySpan<double>)this)
            {
                if (!double.IsFinite(q))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Entries copied from a span of exactly six.</summary>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public static JointVector From(ReadOnlySpan<double> values)
    {
        if (values.Length != Length)
        {
            throw new ArgumentException($"Expected {Length} joint values, got {values.Length}.", nameof(values));
        }

        var q = default(JointVector);
        values.CopyTo(q);
        return q;
    }

    /// <summary>Equality of all entries.</summary>
    public static bool operator ==(JointVector a, JointVector b) => a.Equals(b);

    /// <summary>Inequality of any entry.</summary>
    public static bool operator !=(JointVector a, JointVector b) => !a.Equals(b);

    /// <inheritdoc/>
    public readonly bool Equals(JointVector other) => ((ReadOnlySpan<double>)this).SequenceEqual(other);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is JointVector other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(this[0], this[1], this[2], this[3], this[4], this[5]);
}
