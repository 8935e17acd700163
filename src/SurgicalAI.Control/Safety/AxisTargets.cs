using System.Runtime.CompilerServices;

namespace SurgicalAI.Control.Safety;

/// <summary>Targets of the seven axes.</summary>
[InlineArray(AxisVector.Length)]
internal struct AxisTargets
{
    private AxisTarget _element0;
}
