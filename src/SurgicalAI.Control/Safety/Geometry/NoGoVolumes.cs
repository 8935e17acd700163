using System.Collections.Immutable;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Control.Safety.Geometry;

/// <summary>Frame in which a volume was given.</summary>
public enum NoGoFrame
{
    /// <summary>Endoscope, arm convention (X left, Y up, Z away from the operator), where it stands when the volumes are taken up.</summary>
    Camera = 0,

    /// <summary>Each arm's own base.</summary>
    Base,

    /// <summary>World of the simulator.</summary>
    World,
}

/// <summary>Volumes as a person gave them, each in a frame of its own.</summary>
public sealed record NoGoVolumes
{
    private readonly ImmutableArray<(NoGoFrame Frame, NoGoShape Shape)> _volumes;

    private NoGoVolumes(ImmutableArray<(NoGoFrame Frame, NoGoShape Shape)> volumes) => _volumes = volumes;

    /// <summary>Number of volumes.</summary>
    public int Count => _volumes.Length;

    /// <summary>Reads a file of volumes; its form is in docs/gate.md.</summary>
    /// <param name="path">Path of the JSON file.</param>
    /// <exception cref="UserErrorException">The file cannot be read, or a volume is none; one line names file, place and field.</exception>
    public static NoGoVolumes Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var document = ArmData.Parse(path, ArmData.OwnFile(path));
        var file = new Fields(path, document.RootElement);
        var volumes = file.List("volumes").Select(Volume).ToImmutableArray();
        return volumes.Length is > 0 and <= NoGoSet.MostShapes
            ? new(volumes)
            : throw file.Error($"'volumes' has {volumes.Length} entries, expected 1 to {NoGoSet.MostShapes}");
    }

    /// <summary>The volumes seen from an arm's base.</summary>
    /// <param name="T_base_ecm">Pose of the endoscope in the arm's base.</param>
    /// <param name="T_base_world">Pose of the world in the arm's base.</param>
    public NoGoSet Seen(in Pose<BaseFrame, EcmFrame> T_base_ecm, in Pose<BaseFrame, WorldFrame> T_base_world)
    {
        var shapes = ImmutableArray.CreateBuilder<NoGoShape>(_volumes.Length);
        foreach (var (frame, shape) in _volumes)
        {
            shapes.Add(frame switch
            {
                NoGoFrame.Camera => shape.Seen(T_base_ecm.R, T_base_ecm.P),
                NoGoFrame.World => shape.Seen(T_base_world.R, T_base_world.P),
                _ => shape,
            });
        }

        return new(shapes.MoveToImmutable(), []);
    }

    private static (NoGoFrame Frame, NoGoShape Shape) Volume(Fields f)
    {
        var frame = f.Text("frame") switch
        {
            "camera" => NoGoFrame.Camera,
            "base" => NoGoFrame.Base,
            "world" => NoGoFrame.World,
            var other => throw f.Error($"'frame' is '{other}', expected 'camera', 'base' or 'world'"),
        };
        try
        {
            return (frame, Shape(f));
        }
        catch (ArgumentException)
        {
            throw f.Error("a radius or an edge is not more than 0 m, or the direction 'outward' has no length");
        }
    }

    private static NoGoShape Shape(Fields f) => f.Text("kind") switch
    {
        "sphere" => NoGoShape.Sphere(f.Vector("centre_m"), f.Number("radius_m"), f.Flag("may_touch")),
        "capsule" => NoGoShape.Capsule(f.Vector("a_m"), f.Vector("b_m"), f.Number("radius_m"), f.Flag("may_touch")),
        "box" => NoGoShape.Box(f.Vector("centre_m"), f.Vector("half_m"), Rotation.FromRotationVector(Si.Deg * f.Vector("turn_deg")), f.Flag("may_touch")),
        "half-space" => NoGoShape.HalfSpace(f.Vector("point_m"), f.Vector("outward"), f.Flag("may_touch")),
        var other => throw f.Error($"'kind' is '{other}', expected 'sphere', 'capsule', 'box' or 'half-space'"),
    };
}
