using System.Runtime.CompilerServices;

namespace SurgicalAI.Core.Arms;

/// <summary>Values of the endoscope manipulator's four joints (yaw, pitch, insertion, roll): radians, metres for insertion.</summary>
[InlineArray(Length)]
public struct EcmJoints : IEquatable<EcmJoints>
{
    /// <summary>Number of joints.</summary>
    public const int Length = 4;

    private double _element0;

    /// <summary>Joint names in order, as dVRK publishes them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["yaw", "pitch", "insertion", "roll"];

    /// <summary>Entries copied from a span of exactly four.</summary>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public static EcmJoints From(ReadOnlySpan<double> values)
    {
        if (values.Length != Length)
        {
            throw new ArgumentException($"Expected {Length} joint values, got {values.Length}.", nameof(values));
        }

        var q = default(EcmJoints);
        values.CopyTo(q);
        return q;
    }

    /// <summary>Equality of all entries.</summary>
    public static bool operator ==(EcmJoints a, EcmJoints b) => a.Equals(b);

    /// <summary>Inequality of any entry.</summary>
    public static bool operator !=(EcmJoints a, EcmJoints b) => !a.Equals(b);

    /// <inheritdoc/>
    public readonly bool Equals(EcmJoints other) => ((ReadOnlySpan<double>)this).SequenceEqual(other);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is EcmJoints other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(this[0], this[1], this[2], this[3]);
}
