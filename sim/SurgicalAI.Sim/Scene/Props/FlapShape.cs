using SurgicalAI.Core;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Scene.Props;

/// <summary>
/// Rest shape of a flap of tissue: a sheet that lies on the ground, fixed along its far edge (the hinge), its free edge turned up
/// into a lip, as cut tissue curls. Points of it are named by (across, along, through), each 0 to 1: along runs from the hinge to the
/// free edge, through from the ground up.
/// </summary>
/// <param name="Ground">What it lies on.</param>
/// <param name="Hinge_world">Middle of the hinge; its height is ignored.</param>
/// <param name="TurnRad">Turn about Z; at 0 the flap runs from the hinge towards the operator (-Y).</param>
/// <param name="GapM">Height of its underside over the ground at the hinge, metres.</param>
/// <param name="RiseRad">Slope by which it rises from the hinge to the free edge.</param>
public readonly record struct FlapShape(TissueSurface Ground, Vec3 Hinge_world, double TurnRad, double GapM = 0, double RiseRad = 0)
{
    /// <summary>Extent along the hinge, metres.</summary>
    public const double WidthM = 40 * Si.Mm;

    /// <summary>Thickness of the sheet, metres.</summary>
    public const double ThicknessM = 2 * Si.Mm;

    /// <summary>Length of the part that lies flat, metres.</summary>
    public const double FlatM = 26 * Si.Mm;

    /// <summary>Angle by which the lip is turned up.</summary>
    public const double LipRad = 75 * Si.Deg;

    // Share of the length that the free corners are rounded off by.
    private const double CornerUnitless = 0.2;
    private const double BendM = 6 * Si.Mm;
    private const double LipM = 2.5 * Si.Mm;

    /// <summary>Length from hinge to free edge along the middle of the sheet, metres.</summary>
    public const double LengthM = FlatM + (BendM * LipRad) + LipM;

    /// <summary>Layers of cells along the flap that bring their length near 2.5 mm.</summary>
    public const int CellsAlong = 14;

    /// <summary>Cells along the hinge; an even number, so that a row of corners runs through the middle.</summary>
    public const int CellsAcross = 16;

    /// <summary>Direction from the hinge to the free edge, level.</summary>
    public Vec3 Along_world => Turn * new Vec3(0, -1, 0);

    /// <summary>Direction along the hinge.</summary>
    public Vec3 Across_world => Turn * new Vec3(1, 0, 0);

    /// <summary>Unit normal of the lip; it points up and back over the flap.</summary>
    public Vec3 LipNormal_world => (Math.Cos(LipRad) * Up) - (Math.Sin(LipRad) * Along_world);

    /// <summary>Direction in which the lip points, out of the tissue.</summary>
    public Vec3 LipOut_world => (Math.Sin(LipRad) * Up) + (Math.Cos(LipRad) * Along_world);

    private Rotation Turn => Rotation.AboutZ(TurnRad);

    private static Vec3 Up => new(0, 0, 1);

    /// <summary>A point of the flap at rest, metres.</summary>
    /// <param name="u">Across, along and through, each 0 to 1.</param>
    public Vec3 At(Vec3 u)
    {
        var side = Math.Pow((2 * u.X) - 1, 4);
        var (a, h, phi) = Profile(u.Y * (1 - (CornerUnitless * side)) * LengthM);
        var off = (u.Z - 0.5) * ThicknessM;
        a -= off * Math.Sin(phi);
        h += off * Math.Cos(phi);
        var (sin, cos) = Math.SinCos(RiseRad);
        (a, h) = ((a * cos) - (h * sin), (a * sin) + (h * cos));
        var p = Hinge_world + (a * Along_world) + ((u.X - 0.5) * WidthM * Across_world);
        return new(p.X, p.Y, Ground.HeightM(p.X, p.Y) + GapM + h);
    }

    // Middle of the sheet at an arc length: way from the hinge, height over the ground, slope.
    private static (double AlongM, double HeightM, double SlopeRad) Profile(double sM)
    {
        var bend = Math.Clamp((sM - FlatM) / BendM, 0, LipRad);
        var straight = Math.Max(0, sM - FlatM - (BendM * LipRad));
        var (sin, cos) = Math.SinCos(bend);
        var a = Math.Min(sM, FlatM) + (BendM * sin) + (straight * cos);
        return (a, (0.5 * ThicknessM) + (BendM * (1 - cos)) + (straight * sin), bend);
    }
}
