using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Benchmarks;

/// <summary>
/// The rigid scene on paper, from which ours and MuJoCo's are built: 64 balls, capsules and boxes of 16 to 20 mm fall into a box
/// with walls, and beside it a chain of eight links swings.
/// </summary>
internal static class RigidSceneLayout
{
    /// <summary>Step of both simulators, seconds.</summary>
    public const double StepS = 0.002;

    /// <summary>Friction coefficient of everything.</summary>
    public const double Friction = 0.5;

    /// <summary>Links of the chain.</summary>
    public const int Links = 8;

    /// <summary>Length of a link from joint to joint, metres.</summary>
    public const double LinkM = 20 * Si.Mm;

    /// <summary>Radius of a link, metres.</summary>
    public const double LinkRadiusM = 2 * Si.Mm;

    /// <summary>Mass of a link, kg.</summary>
    public const double LinkKg = 2e-3;

    private const int Side = 4;
    private const double PitchM = 25 * Si.Mm;
    private const double InnerHalfM = 58 * Si.Mm;
    private const double WallHalfM = 5 * Si.Mm;
    private const double WallHeightM = 120 * Si.Mm;
    private const double DensityKgPerM3 = 1000;

    /// <summary>How the chain starts: straight along its own X, half a right angle below the horizon.</summary>
    public static Rotation R_world_chain { get; } = Rotation.AboutY(45 * Si.Deg);

    /// <summary>Where the chain hangs.</summary>
    public static Vec3 ChainTop { get; } = new(150 * Si.Mm, 0, 250 * Si.Mm);

    /// <summary>Floor and walls: centres and half sizes, metres.</summary>
    public static (Vec3 Centre, Vec3 Half)[] Fixed { get; } =
    [
        (new(0, 0, -WallHalfM), new(2 * InnerHalfM, 2 * InnerHalfM, WallHalfM)),
        Wall(1, 0), Wall(-1, 0), Wall(0, 1), Wall(0, -1),
    ];

    /// <summary>What falls.</summary>
    public static Item[] Items { get; } = MakeItems();

    private static (Vec3 Centre, Vec3 Half) Wall(int x, int y)
    {
        var half = new Vec3(x != 0 ? WallHalfM : InnerHalfM, y != 0 ? WallHalfM : InnerHalfM, WallHeightM / 2);
        return (new(x * (InnerHalfM + WallHalfM), y * (InnerHalfM + WallHalfM), WallHeightM / 2), half);
    }

    private static Item[] MakeItems()
    {
        var random = SeededRandom.Stream(1, 0);
        var items = new Item[Side * Side * Side];
        for (var i = 0; i < items.Length; i++)
        {
            var (x, y, z) = (i % Side, i / Side % Side, i / (Side * Side));
            var p = (PitchM * new Vec3(x - 1.5, y - 1.5, z + 1)) + (2 * Si.Mm * random.Direction());
            items[i] = Make(i % 3, p, Rotation.FromRotationVector(random.Between(0.0, 1.5) * random.Direction()));
        }

        return items;
    }

    private static Item Make(int kind, Vec3 p, Rotation r)
    {
        var (ball, capsule, box) = (10 * Si.Mm, (Radius: 6 * Si.Mm, Half: 6 * Si.Mm), 8 * Si.Mm);
        return kind switch
        {
            0 => new(CollisionShape.Sphere(default, ball), DensityKgPerM3 * 4 / 3 * Math.PI * ball * ball * ball, p, r),
            1 => new(
                CollisionShape.Capsule(new(0, 0, -capsule.Half), new(0, 0, capsule.Half), capsule.Radius),
                DensityKgPerM3 * Math.PI * capsule.Radius * capsule.Radius * ((4.0 / 3 * capsule.Radius) + (2 * capsule.Half)), p, r),
            _ => new(CollisionShape.Box(new Vec3(box, box, box)), DensityKgPerM3 * 8 * box * box * box, p, r),
        };
    }

    internal readonly record struct Item(CollisionShape Shape, double MassKg, Vec3 P, Rotation R);
}
