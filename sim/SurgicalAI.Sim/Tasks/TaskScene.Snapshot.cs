using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Sim.Tasks;

/// <content>The scene as a value.</content>
public sealed partial class TaskScene
{
    private readonly SceneBodies _bodies = new();

    /// <summary>The state as a value; what it shows beside the ground is overwritten by the next call.</summary>
    public SceneState Snapshot() => Snapshot(_bodies);

    /// <summary>The state as a value that shows the given bodies.</summary>
    /// <param name="bodies">Written, unless the scene shows no more than one Large Needle Driver.</param>
    public SceneState Snapshot(SceneBodies bodies)
    {
        ArgumentNullException.ThrowIfNull(bodies);
        var arm = _arms[0];
        return new(
            NowNs, Steps, arm.TruePosition, arm.TrueJawRad, arm.Setpoint, arm.JawSetpointRad, arm.T_world_tool, arm.T_world_setpoint,
            T_world_needle, Goal_world, HasTarget, HasNeedle, T_world_ecm, Surface, Look, Seed + (ulong)Steps)
        {
            Bodies = IsPlain ? SceneBodies.None : Fill(bodies),
        };
    }

    // One Large Needle Driver, ground and marks: the state's own fields say it all.
    private bool IsPlain => _arms is [{ Tool: TaskRig.LargeNeedleDriver }]
        && _bodyLooks.Count + _fixedLooks.Count + _surfaces.Count + _strands.Count == 0;

    private SceneBodies Fill(SceneBodies bodies)
    {
        bodies.Version++;
        FillArms(bodies);
        FillRigids(bodies);
        FillSofts(bodies);
        FillStrands(bodies);
        bodies.Version++;
        return bodies;
    }

    private void FillArms(SceneBodies bodies)
    {
        bodies.Arms.Clear();
        for (var i = 0; i < _arms.Length; i++)
        {
            var arm = _arms[i];
            bodies.Arms.Add(new(arm.Tool, arm.T_world_base, arm.TruePosition, arm.TrueJawRad, (byte)(i + 1)));
        }
    }

    private void FillRigids(SceneBodies bodies)
    {
        bodies.Rigids.Clear();
        bodies.Rigids.AddRange(_fixedLooks);
        foreach (var look in _bodyLooks)
        {
            bodies.Rigids.Add(new(look.Shape, Physics.Bodies.Pose(look.Body) * look.T_body_part, look.Material, look.Tint, look.Instance));
        }
    }

    private void FillSofts(SceneBodies bodies)
    {
        Resize(bodies.Softs, _surfaces.Count);
        for (var i = 0; i < _surfaces.Count; i++)
        {
            _surfaces[i].CopyTo(bodies.Softs[i], Physics.Particles);
        }
    }

    private void FillStrands(SceneBodies bodies)
    {
        Resize(bodies.Strands, _strands.Count);
        for (var i = 0; i < _strands.Count; i++)
        {
            _strands[i].CopyTo(bodies.Strands[i], Physics.Particles);
        }
    }

    private static void Resize<T>(List<T> list, int count)
        where T : new()
    {
        while (list.Count < count)
        {
            list.Add(new());
        }

        if (list.Count > count)
        {
            list.RemoveRange(count, list.Count - count);
        }
    }
}
