using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Where the endoscope and the rigid parts stood in the picture before. Hot path: no allocation once it has grown.</summary>
internal sealed class MotionMemory
{
    private readonly List<ScenePart> _parts = [];
    private Pose<WorldFrame, EcmFrame> _T_world_ecm;
    private ulong _ground;
    private long _step = -1;

    /// <summary>True when the picture before shows the same world, earlier or at the same time.</summary>
    public bool Knows(in SceneState scene) => _step >= 0 && scene.Step >= _step && scene.Surface.Seed == _ground;

    /// <summary>Time since the picture before, seconds.</summary>
    public double SinceS(in SceneState scene) => (scene.Step - _step) * SimWorld.StepS;

    /// <summary>Pose of the endoscope in the picture before.</summary>
    public Pose<WorldFrame, EcmFrame> T_world_ecm(in SceneState scene) => Knows(scene) ? _T_world_ecm : scene.T_world_ecm;

    /// <summary>Pose of a part in the picture before; its present one when it was not there.</summary>
    public Pose<WorldFrame, PartFrame> Before(int index, in ScenePart part) =>
        index < _parts.Count && _parts[index].Mesh == part.Mesh && _parts[index].Instance == part.Instance && _parts[index].Label == part.Label
            ? _parts[index].T_world_part
            : part.T_world_part;

    /// <summary>Forgets the parts of another world.</summary>
    public void Forget() => _parts.Clear();

    /// <summary>Keeps what is drawn now for the next picture.</summary>
    public void Keep(in SceneState scene, ReadOnlySpan<ScenePart> parts)
    {
        (_T_world_ecm, _ground, _step) = (scene.T_world_ecm, scene.Surface.Seed, scene.Step);
        _parts.Clear();
        foreach (ref readonly var part in parts)
        {
            _parts.Add(part);
        }
    }
}
