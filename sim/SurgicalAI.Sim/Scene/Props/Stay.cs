using SurgicalAI.Core;
using SurgicalAI.Sim.Dynamics;

namespace SurgicalAI.Sim.Scene.Props;

/// <summary>An elastic stay between tissue and a fixed point; made to be shown, it touches nothing.</summary>
internal sealed class Stay(int tissue, int ring) : IStrand
{
    private readonly int[] _nodes = [tissue, ring];

    public ReadOnlySpan<int> Nodes => _nodes;

    public double RadiusM => 0.3 * Si.Mm;

    public double Friction => 0;

    public double SquashMPerN => 0;

    public bool HasSegment(int segment) => true;
}
