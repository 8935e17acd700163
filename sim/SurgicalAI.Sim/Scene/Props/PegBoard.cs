using System.Numerics;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Robots;
using SurgicalAI.Sim.Scene.Bodies;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim.Scene.Props;

/// <summary>
/// SurRoL's peg board at real size: a plate of 154 x 103 x 22 mm with twelve pegs 3 mm thick and 26 mm high, six on the left and six
/// in a hexagon on the right. SurRoL's X is the world's Y, its Y the world's -X. The plate is let into the tissue.
/// </summary>
public static class PegBoard
{
    /// <summary>Height of the plate's upper face in the world, metres: above the highest wave of any tissue.</summary>
    public const double TopM = 8 * Si.Mm;

    /// <summary>Pegs on the left: numbers 0 to 5; those on the right have the numbers 6 to 11.</summary>
    public const int LeftPegs = 6;

    /// <summary>Radius of a peg, metres.</summary>
    public const double PegRadiusM = 1.5 * Si.Mm;

    /// <summary>Height of a peg above the plate, metres.</summary>
    public const double PegHeightM = 26 * Si.Mm;

    // SurRoL's goal is the origin of a peg's link, 22 mm above the middle of a plate 22 mm thick.
    private const double GoalHeightM = 11 * Si.Mm;
    private const double Friction = 0.5;

    private const double ViewDistanceM = 145 * Si.Mm;

    private static readonly Vec3 ViewMiddle = new(0, -9 * Si.Mm, 24 * Si.Mm);
    private static readonly Vec3 PlateHalf = new(77 * Si.Mm, 51.5 * Si.Mm, 11 * Si.Mm);
    private static readonly Vector3 RoseGold = new(0.95f, 0.67f, 0.51f);
    private static readonly Vector3 Black = new(0.014f, 0.014f, 0.014f);

    private static readonly Vec3[] Feet =
    [
        Foot(-43, -30), Foot(-43, -10), Foot(-43, 10), Foot(-13, -30), Foot(-13, -10), Foot(-13, 10),
        Foot(27, -33), Foot(27, 13), Foot(7.081, -21.5), Foot(7.081, 1.5), Foot(46.919, -21.5), Foot(46.919, 1.5),
    ];

    /// <summary>Number of pegs.</summary>
    public static int PegCount => Feet.Length;

    /// <summary>Where a peg leaves the plate, metres.</summary>
    public static Vec3 Foot_world(int peg) => Feet[peg];

    /// <summary>Where the middle of a block is to be, by SurRoL, when it hangs on a peg; metres.</summary>
    public static Vec3 Goal_world(int peg) => Feet[peg] + new Vec3(0, 0, GoalHeightM);

    /// <summary>Adds plate and pegs.</summary>
    public static void AddPegBoard(this TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var instance = scene.NewInstance();
        var plate = new Vec3(0, 0, TopM - PlateHalf.Z);
        scene.Physics.AddBody(At(plate), CollisionShape.Box(PlateHalf, 0.5 * Si.Mm));
        scene.ShowFixed(new(VisualKind.Box, PlateHalf), new(Rotation.Identity, plate), SceneMaterial.Board, RoseGold, instance);
        foreach (var foot in Feet)
        {
            AddPeg(scene, foot);
        }
    }

    /// <summary>Draws the endoscope back until the picture holds all pegs.</summary>
    public static void FacePegBoard(this TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        if (SimEcm.LookAt(ViewMiddle, ViewDistanceM).TryGet(out var q))
        {
            scene.Ecm.Place(q);
        }
    }

    // The capsule begins as far below the plate's face as its lower cap needs.
    private static void AddPeg(TaskScene scene, Vec3 foot)
    {
        var half = new Vec3(0, 0, 0.5 * PegHeightM);
        var middle = foot + half;
        scene.Physics.AddBody(At(middle), CollisionShape.Capsule(-half, half - new Vec3(0, 0, PegRadiusM), PegRadiusM));
        scene.ShowFixed(
            new(VisualKind.Capsule, new(PegRadiusM, 0, half.Z)), new(Rotation.Identity, middle), SceneMaterial.Peg, Black, scene.NewInstance());
    }

    private static RigidBodySpec At(Vec3 p) => new() { T_world_body = new(Rotation.Identity, p), Friction = Friction };

    private static Vec3 Foot(double xMm, double yMm) => new(xMm * Si.Mm, yMm * Si.Mm, TopM);
}
