using System.Runtime.CompilerServices;
using SurgicalAI.Core.Arms;

namespace SurgicalAI.Control.Safety;

/// <summary>The six joints and the jaw as seven equal axes.</summary>
[InlineArray(Length)]
internal struct AxisVector
{
    public const int Length = JointVector.Length + 1;

    private double _element0;

    public AxisVector(in JointVector joints, double jawRad)
    {
        ((ReadOnlySpan<double>)joints).CopyTo(this);
        this[JointVector.Length] = jawRad;
    }

    public readonly double Jaw => this[JointVector.Length];

    public readonly JointVector Joints => JointVector.From(((ReadOnlySpan<double>)this)[..JointVector.Length]);
}
