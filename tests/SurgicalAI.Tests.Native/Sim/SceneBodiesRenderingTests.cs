using System.Numerics;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Rendering;
using SurgicalAI.Sim.Robots;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Tests.Native.Sim;

public sealed class SceneBodiesRenderingTests
{
    private static readonly SimOptions Options = new();

    [Fact]
    public void Render_DefaultLookOfNeedleReach_IsThatOfTheShippedNetworksTraining()
    {
        // Averages over 10 x 10 pixels of seed 3, both eyes, as drawn when the network in models/ was trained.
        var expected = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Sim", "Fixtures", "needle-reach-seed3-64x36.bgr"));
        using var view = new RenderedView(Options.Camera);
        var world = new SimWorld(Options);
        world.Reset(3);
        view.Draw(world.Snapshot());
        byte[] drawn = [.. Averages(view.Pictures.Left), .. Averages(view.Pictures.Right!)];
        Assert.Equal(expected.Length, drawn.Length);
        Assert.All(expected.Zip(drawn), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 3));
    }

    [Fact]
    public void Render_RigidBall_HasItsLabelInstanceAndDepth()
    {
        const double RadiusM = 0.008;
        var centre = new Vec3(0.01, 0.005, 0.03);
        using var view = new RenderedView(Options.Camera);
        var scene = new BodiesSceneBuilder().Rigid(new(VisualKind.Sphere, new(RadiusM, 0, 0)), centre, SceneMaterial.Block, 42).Build(Options);
        view.DrawAll(scene);
        var T_world_eye = EyeProjection.T_world_eye(scene.T_world_ecm, Options.BaselineM, false);
        var seen = 0;
        view.EachPixel((x, y, label, depthM) =>
        {
            var isBall = view.Instances.Left.Row(y)[x] == 42;
            Assert.Equal(label == SegmentationClass.Block, isBall);
            if (isBall)
            {
                seen++;
                Assert.InRange((T_world_eye * (depthM * view.Ray(x, y)) - centre).Length, RadiusM - (0.1 * Si.Mm), RadiusM + (0.02 * Si.Mm));
            }
        });
        Assert.True(seen > 4000);
    }

    [Fact]
    public void Render_DeformedSheet_HasTheDepthOfItsVertices()
    {
        static double Height(double x, double y) => 0.02 + (0.003 * Math.Sin(150 * x) * Math.Cos(120 * y));
        using var view = new RenderedView(Options.Camera);
        var scene = new BodiesSceneBuilder().Sheet(20, Height, SceneMaterial.Membrane, 7).Build(Options);
        view.DrawAll(scene);
        var T_world_eye = EyeProjection.T_world_eye(scene.T_world_ecm, Options.BaselineM, false);
        var seen = 0;
        view.EachPixel((x, y, label, depthM) =>
        {
            if (label == SegmentationClass.Membrane)
            {
                seen++;
                var p = T_world_eye * (depthM * view.Ray(x, y));
                Assert.Equal(Height(p.X, p.Y), p.Z, 0.15 * Si.Mm);
                Assert.Equal(7, view.Instances.Left.Row(y)[x]);
            }
        });
        Assert.True(seen > 20_000);
    }

    [Fact]
    public void Render_TwoArmsAndThread_AreToldApart()
    {
        using var view = new RenderedView(Options.Camera);
        view.DrawAll(Crowd());
        var instances = new int[256];
        var labels = new int[256];
        view.EachPixel((x, y, label, _) =>
        {
            instances[view.Instances.Left.Row(y)[x]]++;
            labels[(int)label]++;
        });
        Assert.True(instances[1] > 2000 && instances[2] > 2000);
        Assert.InRange(labels[(int)SegmentationClass.Thread], 100, 2000);
        Assert.Equal(labels[(int)SegmentationClass.Thread], instances[9]);
    }

    [Fact]
    public void Render_Bodies_AllocateNothingOnceSeen()
    {
        using var view = new RenderedView(Options.Camera);
        var scene = Crowd();
        view.DrawAll(scene);
        view.DrawAll(scene);
        var before = GC.GetAllocatedBytesForCurrentThread();
        view.DrawAll(scene);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(VisualKind.Box)]
    [InlineData(VisualKind.Cylinder)]
    [InlineData(VisualKind.Capsule)]
    [InlineData(VisualKind.RingBlock)]
    [InlineData(VisualKind.Torus)]
    [InlineData(VisualKind.Needle)]
    public void ShapeOf_EachKind_StaysWithinItsSizeAndHasUnitNormals(VisualKind kind)
    {
        var meshes = new PartMeshes();
        var range = meshes.ShapeOf(new(kind, new(0.01, 0.004, 0.006)), Finish.Glossy);
        Assert.Equal(range, meshes.ShapeOf(new(kind, new(0.01, 0.004, 0.006)), Finish.Glossy));
        var reach = new Vector3(0.0145f, 0.0145f, 0.0165f);
        foreach (var index in meshes.Indices.Slice(range.FirstIndex, range.IndexCount))
        {
            var vertex = meshes.Vertices[(int)index];
            Assert.Equal(1, vertex.Normal.Length(), 1e-3);
            Assert.True(Vector3.Abs(vertex.Position) == Vector3.Min(Vector3.Abs(vertex.Position), reach), $"{kind}: {vertex.Position}");
        }
    }

    private static SceneState Crowd() => new BodiesSceneBuilder()
        .Arm(RobotLayout.Psm1, "curved-scissors-400178", new(0.02, 0.0, 0.02), 1)
        .Arm(RobotLayout.Psm2, "prograsp-400093", new(-0.02, 0.0, 0.02), 2)
        .Rigid(new(VisualKind.RingBlock, new(0.008, 0.003, 0.003)), new(0, 0.02, 0.02), SceneMaterial.Block, 5)
        .Sheet(10, (_, _) => 0.015, SceneMaterial.Gauze, 7)
        .Thread(9, 0.3e-3f, new(-0.02f, -0.015f, 0.02f), new(0, -0.012f, 0.025f), new(0.02f, -0.015f, 0.02f))
        .Build(Options);

    private static IEnumerable<byte> Averages(ImageLease picture)
    {
        const int Cell = 10;
        for (var y = 0; y < picture.HeightPx; y += Cell)
        {
            for (var x = 0; x < picture.WidthPx; x += Cell)
            {
                for (var c = 0; c < 3; c++)
                {
                    yield return CellMean(picture, x, y, c, Cell);
                }
            }
        }
    }

    private static byte CellMean(ImageLease picture, int x0, int y0, int channel, int cell)
    {
        var sum = 0;
        for (var y = y0; y < y0 + cell; y++)
        {
            for (var x = x0; x < x0 + cell; x++)
            {
                sum += picture.Row(y)[(3 * x) + channel];
            }
        }

        return (byte)((sum + (cell * cell / 2)) / (cell * cell));
    }
}
