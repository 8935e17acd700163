using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>Touch of shapes with the terrain at a few points of each.</summary>
internal static class Ground
{
    // Steepest slope to reckon with when a whole body is ruled out at once.
    private const double MaxSlope = 1.5;

    public static bool IsNear(ITerrain terrain, in Bounds box)
    {
        var c = 0.5 * (box.Min + box.Max);
        var half = box.Max - c;
        return box.Min.Z < terrain.HeightM(c.X, c.Y) + (MaxSlope * (half.X + half.Y));
    }

    public static void Collide(ITerrain terrain, in Collider shape, double marginM, TouchBuffer touches)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Sphere:
                Add(terrain, shape, shape.P, marginM, touches);
                break;
            case ShapeKind.Capsule:
                Add(terrain, shape, shape.From, marginM, touches);
                Add(terrain, shape, shape.To, marginM, touches);
                break;
            default:
                Corners(terrain, shape, marginM, touches);
                break;
        }
    }

    private static void Corners(ITerrain terrain, in Collider shape, double marginM, TouchBuffer touches)
    {
        var (x, y, z) = (shape.Half.X * shape.R.X, shape.Half.Y * shape.R.Y, shape.Half.Z * shape.R.Z);
        for (var i = 0; i < 8; i++)
        {
            var p = shape.P + ((i & 1) == 0 ? x : -x) + ((i & 2) == 0 ? y : -y) + ((i & 4) == 0 ? z : -z);
            Add(terrain, shape, p, marginM, touches);
        }
    }

    private static void Add(ITerrain terrain, in Collider shape, Vec3 p, double marginM, TouchBuffer touches)
    {
        var height = terrain.HeightM(p.X, p.Y);
        if (p.Z - height > (2 * shape.Radius) + marginM + shape.Radius)
        {
            return;
        }

        var n = terrain.Normal(p.X, p.Y);
        var distance = (p.Z - height) * n.Z;
        var gap = distance - shape.Radius;
        if (gap < marginM)
        {
            touches.Add(new(p - (shape.Radius * n), p - (distance * n), n, gap));
        }
    }
}
