using System.Numerics;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Meshes of the forms that rigid bodies are made of, each in the frame that <see cref="VisualKind"/> says.</summary>
internal static class ShapeMeshes
{
    private const float EdgeM = 0.4e-3f;

    /// <summary>Adds a form.</summary>
    public static MeshRange Add(MeshBuilder b, VisualShape shape, Finish finish)
    {
        var size = new Vector3((float)shape.SizeM.X, (float)shape.SizeM.Y, (float)shape.SizeM.Z);
        switch (shape.Kind)
        {
            case VisualKind.Box:
                b.Box(size, MathF.Min(EdgeM, 0.3f * MathF.Min(size.X, MathF.Min(size.Y, size.Z))), finish);
                break;
            case VisualKind.Sphere:
                b.Sphere(size.X, finish, 20, 28);
                break;
            case VisualKind.Capsule:
                b.Capsule(size.X, size.Z, finish, 15, 24);
                break;
            case VisualKind.Cylinder:
                b.Loft(Vector3.UnitZ, Vector3.UnitX, finish, 32, new(-size.Z, size.X, size.X), new(size.Z, size.X, size.X));
                break;
            case VisualKind.Needle:
                AddNeedle(b, finish);
                break;
            case VisualKind.RingBlock:
                b.TriangularRing(size.X, size.Y, size.Z, finish);
                break;
            case VisualKind.Torus:
                b.Tube(t => size.X * Circle(t), _ => size.Y, Vector3.UnitZ, finish, 48, 14);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(shape), shape.Kind, null);
        }

        return b.EndPart();
    }

    private static Vector3 Circle(float turn)
    {
        var (s, c) = MathF.SinCos(2 * MathF.PI * turn);
        return new(c, s, 0);
    }

    private static void AddNeedle(MeshBuilder b, Finish finish)
    {
        b.Tube(Wire, WireRadius, Vector3.UnitZ, finish, 40, 10);

        static Vector3 Wire(float t)
        {
            var p = NeedleShape.Wire_needle((2 * t) - 1);
            return new((float)p.X, (float)p.Y, (float)p.Z);
        }

        static float WireRadius(float t) => (float)NeedleShape.WireRadiusM * (t is 0 ? 0.02f : Math.Clamp((1 - t) * 7, 0.03f, 1));
    }
}
