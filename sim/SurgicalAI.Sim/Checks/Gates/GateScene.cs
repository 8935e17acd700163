using System.Collections.Immutable;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Safety;
using SurgicalAI.Control.Safety.Geometry;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;


namespace SurgicalAI.Sim.Checks.Gates;

/// <summary>Random surroundings and limits of one sequence, and the points of a surface as they were before a field was grown from them.</summary>
/// <param name="Options">The gate's options.</param>
/// <param name="NoGo">What the gate is told.</param>
/// <param name="Points_base">Points of the surface, base frame, metres; empty without one.</param>
/// <param name="PointRadiusM">Each stands for a ball of this radius, metres.</param>
internal sealed record GateScene(GateOptions Options, NoGoSet NoGo, ImmutableArray<Vec3> Points_base, double PointRadiusM)
{
    /// <summary>Distance from everything at the start, metres.</summary>
    private const double StartClearM = 4 * Si.Mm;

    private const double PointM = 1.5 * Si.Mm;

    public static GateScene Make(Dice random, PsmKinematics kinematics, in JointVector start, bool withSurroundings)
    {
        var options = Limits(random);
        var none = new GateScene(options, NoGoSet.Empty, [], PointM);
        if (!withSurroundings)
        {
            return none;
        }

        var body = new BodySamples(kinematics);
        body.Place(start, 1.2);
        var set = NoGoSet.Empty;
        for (var tries = 0; tries < 8; tries++)
        {
            var shape = Shape(random);
            var free = body.LeastM(p => ShapeDistance.Of(shape, p)) > options.NoGoMarginM + StartClearM;
            set = free ? new(set.Shapes.Add(shape), set.Fields) : set;
        }

        return random.NextDouble() < 0.25 ? WithSurface(random, none with { NoGo = set }, body) : none with { NoGo = set };
    }

    private static GateOptions Limits(Dice random)
    {
        var tight = random.NextDouble() < 0.4;
        var o = new GateOptions
        {
            DtS = random.NextDouble() < 0.5 ? 0.002 : 0.001,
            JerkTimeS = random.Range(0.006, 0.03),
            Approach = new(random.Range(2, 8) * Si.Mm, random.Range(2, 8)),
            MaxGripNm = random.NextDouble() < 0.5 ? random.Range(0.02, 0.16) : double.PositiveInfinity,
        };
        o = random.NextDouble() < 0.3 ? o with { CannulaTipM = random.Range(0.045, 0.07), MaxDepthM = random.Range(0.13, 0.16) } : o;
        return tight ? o with { Workspace = new(new(-0.04, -0.03, -0.16), new(0.03, 0.05, -0.08)) } : o;
    }

    private static NoGoShape Shape(Dice random)
    {
        var centre = new Vec3(random.Range(-0.06, 0.06), random.Range(-0.06, 0.06), random.Range(-0.16, -0.05));
        var mayTouch = random.NextDouble() < 0.25;
        var turned = Rotation.FromRotationVector(new(random.Range(-3, 3), random.Range(-3, 3), random.Range(-3, 3)));
        return (int)(4 * random.NextDouble()) switch
        {
            0 => NoGoShape.Sphere(centre, random.Range(2, 25) * Si.Mm, mayTouch),
            1 => NoGoShape.Capsule(centre, centre + (random.Range(5, 50) * Si.Mm * turned.X), random.Range(1, 8) * Si.Mm, mayTouch),
            2 => NoGoShape.Box(centre, new(random.Range(2, 20) * Si.Mm, random.Range(2, 20) * Si.Mm, random.Range(2, 20) * Si.Mm), turned, mayTouch),
            _ => NoGoShape.HalfSpace(centre + new Vec3(0, 0, -0.06), turned.Z.Z > 0 ? turned.Z : -turned.Z, mayTouch),
        };
    }

    private static GateScene WithSurface(Dice random, GateScene scene, BodySamples body)
    {
        var T_base_ecm = new Pose<BaseFrame, EcmFrame>(
            Rotation.FromRotationVector(new(random.Range(-1, 1), random.Range(-1, 1), random.Range(-1, 1))), new(random.Range(-0.05, 0.05), 0.02, 0.01));
        var points = new List<Vec3>();
        var (x0, y0, z0) = (random.Range(-0.03, 0.02), random.Range(-0.03, 0.02), random.Range(-0.15, -0.13));
        for (var i = 0; i < 144; i++)
        {
            var (x, y) = (x0 + (i % 12 * 2 * Si.Mm), y0 + (i / 12 * 2 * Si.Mm));
            points.Add(new(x, y, z0 + (4 * Si.Mm * Math.Sin((x + y) * 120))));
        }

        if (body.LeastM(p => points.Min(q => (p - q).Length) - PointM) < scene.Options.NoGoMarginM + StartClearM)
        {
            return scene;
        }

        var T_ecm_base = T_base_ecm.Inverse();
        var field = DistanceField.Grow([.. points.Select(p => T_ecm_base * p)], PointM, 1 * Si.Mm);
        return scene with { NoGo = scene.NoGo.With(field, T_base_ecm), Points_base = [.. points] };
    }
}
