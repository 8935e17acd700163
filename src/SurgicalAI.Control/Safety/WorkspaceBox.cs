using SurgicalAI.Core.Frames;

namespace SurgicalAI.Control.Safety;

/// <summary>Box, aligned with the arm's base frame, that the tool frame's origin must not leave.</summary>
/// <param name="Min">Least corner, metres, base frame.</param>
/// <param name="Max">Greatest corner, metres, base frame.</param>
public readonly record struct WorkspaceBox(Vec3 Min, Vec3 Max)
{
    /// <summary>True when the point lies inside or on a face.</summary>
    public bool Contains(Vec3 p_base) => ClearanceM(p_base) >= 0;

    /// <summary>Way from a point inside to the nearest face, metres; negative outside.</summary>
    public double ClearanceM(Vec3 p_base)
    {
        var (low, high) = (p_base - Min, Max - p_base);
        return Math.Min(Math.Min(Math.Min(low.X, low.Y), low.Z), Math.Min(Math.Min(high.X, high.Y), high.Z));
    }

    /// <summary>Unit vector inwards from the face that a point is farthest out of, or nearest to.</summary>
    public Vec3 Inward(Vec3 p_base)
    {
        var (low, high, least) = (p_base - Min, Max - p_base, ClearanceM(p_base));
        return low.X == least ? new(1, 0, 0)
            : high.X == least ? new(-1, 0, 0)
            : low.Y == least ? new(0, 1, 0)
            : high.Y == least ? new(0, -1, 0)
            : new(0, 0, low.Z == least ? 1 : -1);
    }

    /// <summary>This box with every face moved inwards.</summary>
    /// <param name="byM">Metres; less than half the least edge.</param>
    public WorkspaceBox Shrunk(double byM) => new(Min + new Vec3(byM, byM, byM), Max - new Vec3(byM, byM, byM));

    /// <summary>The nearest point of the box.</summary>
    public Vec3 Clamp(Vec3 p_base) => new(
        Math.Clamp(p_base.X, Min.X, Max.X), Math.Clamp(p_base.Y, Min.Y, Max.Y), Math.Clamp(p_base.Z, Min.Z, Max.Z));

    /// <summary>The least box around this one and a point.</summary>
    public WorkspaceBox Including(Vec3 p_base) => new(
        new(Math.Min(Min.X, p_base.X), Math.Min(Min.Y, p_base.Y), Math.Min(Min.Z, p_base.Z)),
        new(Math.Max(Max.X, p_base.X), Math.Max(Max.Y, p_base.Y), Math.Max(Max.Z, p_base.Z)));
}
