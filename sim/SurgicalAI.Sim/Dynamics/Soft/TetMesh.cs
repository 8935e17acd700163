using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>Tetrahedra at rest. Set-up data; a <see cref="TetBody"/> is made from it.</summary>
/// <param name="RestM">Corners, metres, world frame.</param>
/// <param name="Corners">Four corner indices per tetrahedron, positively oriented: (b-a) x (c-a) . (d-a) > 0.</param>
public sealed record TetMesh(Vec3[] RestM, int[] Corners)
{
    /// <summary>Number of tetrahedra.</summary>
    public int Tetrahedra => Corners.Length / 4;

    /// <summary>Volume at rest, cubic metres.</summary>
    public double VolumeM3()
    {
        var sum = 0.0;
        for (var t = 0; t < Tetrahedra; t++)
        {
            sum += VolumeM3(t);
        }

        return sum;
    }

    /// <summary>Volume of one tetrahedron at rest, cubic metres.</summary>
    public double VolumeM3(int tetrahedron)
    {
        var c = Corners.AsSpan(4 * tetrahedron, 4);
        var (a, b) = (RestM[c[0]], RestM[c[1]] - RestM[c[0]]);
        return b.Cross(RestM[c[2]] - a).Dot(RestM[c[3]] - a) / 6;
    }

    /// <summary>Gradients of the four shape functions of one tetrahedron at rest, 1/m.</summary>
    /// <exception cref="ArgumentException">When it has no positive volume.</exception>
    public void Gradients(int tetrahedron, Span<Vec3> gradients)
    {
        var c = Corners.AsSpan(4 * tetrahedron, 4);
        var (a, b, d) = (RestM[c[1]] - RestM[c[0]], RestM[c[2]] - RestM[c[0]], RestM[c[3]] - RestM[c[0]]);
        var six = a.Cross(b).Dot(d);
        if (!(six > 0))
        {
            throw new ArgumentException($"tetrahedron {tetrahedron} has no positive volume at rest", nameof(tetrahedron));
        }

        (gradients[1], gradients[2], gradients[3]) = (b.Cross(d) / six, d.Cross(a) / six, a.Cross(b) / six);
        gradients[0] = -(gradients[1] + gradients[2] + gradients[3]);
    }
}
