using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;

namespace SurgicalAI.Sim.Scene.Props;

/// <summary>A ring on a post, on a board: where it is and what passes through it.</summary>
/// <param name="Centre_world">Middle of the ring, metres.</param>
/// <param name="Axis_world">Unit normal of the ring's plane, level: the way through.</param>
public readonly record struct EyeletShape(Vec3 Centre_world, Vec3 Axis_world)
{
    /// <summary>Radius of the ring's middle line, metres.</summary>
    public const double RingRadiusM = 4 * Si.Mm;

    /// <summary>Radius of the ring's wire, metres.</summary>
    public const double WireRadiusM = 0.8 * Si.Mm;

    /// <summary>Radius of the hole, metres.</summary>
    public const double HoleRadiusM = RingRadiusM - WireRadiusM;

    /// <summary>Height of the ring's middle over the board, metres.</summary>
    public const double HeightM = 10 * Si.Mm;

    /// <summary>Pose of the ring: Z the way through, Y up.</summary>
    public Pose<WorldFrame, BodyFrame> T_world_ring
    {
        get
        {
            var up = new Vec3(0, 0, 1);
            return new(new(up.Cross(Axis_world), up, Axis_world), Centre_world);
        }
    }

    /// <summary>Length of a thread beyond the ring, measured along it from where it last passes the hole to its end, metres; 0 when it does not.</summary>
    /// <param name="nodes_world">Points of the thread, metres; the first is the end that is to pass.</param>
    public double LengthBeyondM(ReadOnlySpan<Vec3> nodes_world)
    {
        var length = 0.0;
        for (var i = 0; i + 1 < nodes_world.Length; i++)
        {
            var (a, b) = (nodes_world[i], nodes_world[i + 1]);
            var (sa, sb) = ((a - Centre_world).Dot(Axis_world), (b - Centre_world).Dot(Axis_world));
            if (sa <= 0)
            {
                return 0;
            }

            if (sb <= 0)
            {
                var cross = a + (sa / (sa - sb) * (b - a));
                return (cross - Centre_world).Length <= HoleRadiusM ? length + (cross - a).Length : 0;
            }

            length += (b - a).Length;
        }

        return 0;
    }
}
