using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>Signed distance to a sharp box centred on the origin, and its gradient.</summary>
internal static class BoxDistance
{
    public static double At(Vec3 half, Vec3 p)
    {
        var (x, y, z) = (Math.Abs(p.X) - half.X, Math.Abs(p.Y) - half.Y, Math.Abs(p.Z) - half.Z);
        var (ox, oy, oz) = (Math.Max(x, 0), Math.Max(y, 0), Math.Max(z, 0));
        return Math.Sqrt((ox * ox) + (oy * oy) + (oz * oz)) + Math.Min(0, Math.Max(x, Math.Max(y, z)));
    }

    /// <summary>Unit direction in which the distance grows.</summary>
    public static Vec3 Gradient(Vec3 half, Vec3 p)
    {
        var (x, y, z) = (Math.Abs(p.X) - half.X, Math.Abs(p.Y) - half.Y, Math.Abs(p.Z) - half.Z);
        if (x > 0 || y > 0 || z > 0)
        {
            var beyond = new Vec3(Math.CopySign(Math.Max(x, 0), p.X), Math.CopySign(Math.Max(y, 0), p.Y), Math.CopySign(Math.Max(z, 0), p.Z));
            return beyond.Normalized();
        }

        return x > y && x > z ? new(Math.CopySign(1, p.X), 0, 0) : y > z ? new(0, Math.CopySign(1, p.Y), 0) : new(0, 0, Math.CopySign(1, p.Z));
    }

    /// <summary>Parameter in [0, 1] of the point of a segment nearest to the box: the distance is convex along it.</summary>
    public static double NearestOnSegment(Vec3 half, Vec3 from, Vec3 way)
    {
        const double Golden = 0.6180339887498949;
        const int Rounds = 18;
        var (low, high) = (0.0, 1.0);
        var (s, t) = (1 - Golden, Golden);
        var (fs, ft) = (At(half, from + (s * way)), At(half, from + (t * way)));
        for (var i = 0; i < Rounds; i++)
        {
            if (fs <= ft)
            {
                (high, t, ft) = (t, s, fs);
                s = low + ((1 - Golden) * (high - low));
                fs = At(half, from + (s * way));
            }
            else
            {
                (low, s, fs) = (s, t, ft);
                t = low + (Golden * (high - low));
                ft = At(half, from + (t * way));
            }
        }

        return 0.5 * (low + high);
    }
}
