using SurgicalAI.Core;
using SurgicalAI.Sim.Dynamics;

namespace SurgicalAI.Sim.Tasks;

/// <content>How it moves.</content>
public sealed partial class TaskScene
{
    /// <summary>Moves physics, arms and endoscope on by a control step.</summary>
    internal void Step(double dtS, int substeps)
    {
        Ecm.Step(dtS);
        foreach (var arm in _arms)
        {
            arm.Tick();
        }

        Physics.Step(dtS, substeps);
        NowNs += (long)(dtS * Si.SNs);
        Steps++;
    }

    internal void Visit(StateArchive archive)
    {
        Physics.Visit(archive);
        Ecm.Visit(archive);
        foreach (var arm in _arms)
        {
            arm.Visit(archive);
        }

        var (steps, goal) = (Steps, Goal_world);
        archive.Visit(ref steps);
        archive.Visit(ref goal);
        (Steps, Goal_world) = (steps, goal);
    }

    private void Stamp(long nowNs)
    {
        Ecm.StampNs = nowNs;
        foreach (var arm in _arms)
        {
            arm.StampNs = nowNs;
        }
    }
}
