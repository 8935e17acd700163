using SurgicalAI.Core;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Scene;

/// <summary>Marks the needle's frame: origin at the wire's mid point, X towards the arc's centre, Z normal to the arc's plane.</summary>
public readonly struct NeedleFrame : IFrame;

/// <summary>Half-circle suturing needle with an arc of 40 mm, as SurRoL's, and how it lies on the tissue.</summary>
public static class NeedleShape
{
    /// <summary>Length of the wire along its arc, metres.</summary>
    public const double ArcLengthM = 40 * Si.Mm;

    /// <summary>Radius of the arc, metres.</summary>
    public const double ArcRadiusM = ArcLengthM / Math.PI;

    /// <summary>Radius of the wire, metres.</summary>
    public const double WireRadiusM = 0.6 * Si.Mm;

    private const int Samples = 24;

    /// <summary>Point of the wire's centre line in the needle frame.</summary>
    /// <param name="fraction">-1 at the blunt end, 0 in the middle, 1 at the tip.</param>
    public static Vec3 Wire_needle(double fraction)
    {
        var (s, c) = Math.SinCos(fraction * Math.PI / 2);
        return new(ArcRadiusM * (1 - c), ArcRadiusM * s, 0);
    }

    /// <summary>Unit tangent of the wire in the needle frame, towards the tip.</summary>
    /// <param name="fraction">-1 at the blunt end, 0 in the middle, 1 at the tip.</param>
    public static Vec3 Tangent_needle(double fraction)
    {
        var (s, c) = Math.SinCos(fraction * Math.PI / 2);
        return new(s, c, 0);
    }

    /// <summary>Pose of the needle lying at a place on the tissue: tilted with the surface, raised until no part is inside it.</summary>
    /// <param name="surface">Tissue.</param>
    /// <param name="xM">Mid point of the wire, world X.</param>
    /// <param name="yM">Mid point of the wire, world Y.</param>
    /// <param name="yawRad">Heading of the needle's X.</param>
    public static Pose<WorldFrame, NeedleFrame> Rest(in TissueSurface surface, double xM, double yM, double yawRad)
    {
        var (s, c) = Math.SinCos(yawRad);
        var up = surface.Normal(xM + (0.6 * ArcRadiusM * c), yM + (0.6 * ArcRadiusM * s));
        var y = up.Cross(new(c, s, 0)).Normalized();
        var T_world_needle = new Pose<WorldFrame, NeedleFrame>(new(y.Cross(up), y, up), new(xM, yM, 0));
        var lift = double.NegativeInfinity;
        for (var i = -Samples; i <= Samples; i++)
        {
            var p = T_world_needle * Wire_needle((double)i / Samples);
            lift = Math.Max(lift, surface.HeightM(p.X, p.Y) - p.Z);
        }

        return T_world_needle with { P = new(xM, yM, lift + WireRadiusM) };
    }
}
