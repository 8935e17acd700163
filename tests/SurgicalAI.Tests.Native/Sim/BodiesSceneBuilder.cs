using System.Numerics;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Robots;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Tests.Native.Sim;

/// <summary>A state with bodies placed by hand, to look at.</summary>
internal sealed class BodiesSceneBuilder
{
    private readonly SceneBodies _bodies = new();

    public BodiesSceneBuilder Rigid(VisualShape shape, Vec3 at, SceneMaterial material, byte instance)
    {
        _bodies.Rigids.Add(new(shape, new(Rotation.Identity, at), material, new(0.2f, 0.3f, 0.8f), instance));
        return this;
    }

    public BodiesSceneBuilder Arm(ArmPlacement placement, string tool, Vec3 tip, byte instance)
    {
        var psm = SimPsm.For(placement, tool);
        Assert.True(psm.TryInverse_world(psm.PoseAt(tip, placement.R_world_tool_nominal), default, out var q));
        _bodies.Arms.Add(new(tool, placement.T_world_base, q, 0.5, instance));
        return this;
    }

    /// <summary>A square sheet with z = height(x, y), one millimetre between its vertices.</summary>
    public BodiesSceneBuilder Sheet(int halfMm, Func<double, double, double> heightM, SceneMaterial material, byte instance)
    {
        var side = (2 * halfMm) + 1;
        var vertices = new Vector3[side * side];
        for (var i = 0; i < vertices.Length; i++)
        {
            var (x, y) = (1e-3 * ((i % side) - halfMm), 1e-3 * ((i / side) - halfMm));
            vertices[i] = new((float)x, (float)y, (float)heightM(x, y));
        }

        var indices = new List<uint>();
        for (var i = 0; i < vertices.Length - side; i++)
        {
            if (i % side < side - 1)
            {
                indices.AddRange([(uint)i, (uint)(i + 1), (uint)(i + side + 1), (uint)i, (uint)(i + side + 1), (uint)(i + side)]);
            }
        }

        _bodies.Softs.Add(new()
        {
            Vertices = vertices,
            RestVertices = vertices,
            VertexCount = vertices.Length,
            Indices = [.. indices],
            IndexCount = indices.Count,
            Material = material,
            TwoSided = true,
            Instance = instance,
        });
        return this;
    }

    public BodiesSceneBuilder Thread(byte instance, float radiusM, params Vector3[] points)
    {
        _bodies.Strands.Add(new() { Points = points, PointCount = points.Length, RadiusM = radiusM, Instance = instance });
        return this;
    }

    public SceneState Build(SimOptions options) => new SimWorld(options).Snapshot() with { HasNeedle = false, HasTarget = false, Bodies = _bodies };
}
