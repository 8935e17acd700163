using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim.Scene.Props;

/// <summary>A needle that moves: what <see cref="NeedleProps.AddNeedle"/> put into the physics.</summary>
/// <param name="Body">Its rigid body.</param>
public readonly record struct NeedleBody(int Body)
{
    /// <summary>Distance between the wire and a jaw control point up to which what the jaws press is the wire, metres.</summary>
    public const double HeldWithinM = 4 * Si.Mm;

    /// <summary>Pose now.</summary>
    public Pose<WorldFrame, NeedleFrame> T_world_needle(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return scene.Physics.Bodies.Pose(Body) * NeedleProps.T_body_needle;
    }

    /// <summary>Puts the needle somewhere at rest.</summary>
    public void Place(TaskScene scene, Pose<WorldFrame, NeedleFrame> T_world_needle)
    {
        ArgumentNullException.ThrowIfNull(scene);
        scene.Physics.Bodies.SetPose(Body, T_world_needle * NeedleProps.T_body_needle.Inverse());
    }

    /// <summary>Point of the wire's centre line now, metres.</summary>
    /// <param name="scene">State.</param>
    /// <param name="fraction">-1 at the blunt end, 0 in the middle, 1 at the tip.</param>
    public Vec3 Wire_world(TaskScene scene, double fraction) => T_world_needle(scene) * NeedleShape.Wire_needle(fraction);

    /// <summary>Distance of a point from the wire's centre line, metres.</summary>
    public double DistanceM(TaskScene scene, Vec3 p_world)
    {
        var T_world_needle = this.T_world_needle(scene);
        var p = T_world_needle.Inverse() * p_world;
        var fraction = Math.Atan2(p.Y, NeedleShape.ArcRadiusM - p.X) / (Math.PI / 2);
        return (p - NeedleShape.Wire_needle(Math.Clamp(fraction, -1, 1))).Length;
    }

    /// <summary>Height of the wire's lowest part over the ground, metres; a little less than the wire's radius when it lies.</summary>
    public double ClearanceM(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        const int Samples = 16;
        var T_world_needle = this.T_world_needle(scene);
        var lowest = double.PositiveInfinity;
        for (var i = -Samples; i <= Samples; i++)
        {
            var p = T_world_needle * NeedleShape.Wire_needle((double)i / Samples);
            lowest = Math.Min(lowest, p.Z - scene.Surface.HeightM(p.X, p.Y));
        }

        return lowest;
    }

    /// <summary>True when an arm's jaws press on the wire and none of it touches the ground.</summary>
    /// <param name="scene">State.</param>
    /// <param name="arm">The arm's place in the rig.</param>
    public bool IsHeldBy(TaskScene scene, int arm)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var holder = scene.Arms[arm];
        return holder.Body.GripForceN > 0 && DistanceM(scene, holder.Tip_world) < HeldWithinM && ClearanceM(scene) > 2 * NeedleShape.WireRadiusM;
    }
}
