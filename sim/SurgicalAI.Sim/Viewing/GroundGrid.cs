using System.Numerics;
using SurgicalAI.Sim.Rendering;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Viewing;

/// <summary>The ground's surface as triangles, fine enough to be within 0.1 mm of it.</summary>
internal static class GroundGrid
{
    private const int Cells = 64;
    private const float HalfM = 0.11f;

    public static (Vertex[] Vertices, uint[] Indices) Make(in TissueSurface surface)
    {
        var vertices = new List<Vertex>((Cells + 1) * (Cells + 1));
        var indices = new List<uint>(6 * Cells * Cells);
        for (uint row = 0; row <= Cells; row++)
        {
            for (uint column = 0; column <= Cells; column++)
            {
                vertices.Add(At(surface, Place(column), Place(row)));
                if (row < Cells && column < Cells)
                {
                    var a = (row * (Cells + 1)) + column;
                    var c = a + Cells + 1;
                    indices.AddRange([a, a + 1, c + 1, a, c + 1, c]);
                }
            }
        }

        return ([.. vertices], [.. indices]);
    }

    private static float Place(uint cell) => HalfM * ((2f * cell / Cells) - 1);

    private static Vertex At(in TissueSurface surface, float x, float y)
    {
        var n = surface.Normal(x, y);
        return new(new(x, y, (float)surface.HeightM(x, y)), new((float)n.X, (float)n.Y, (float)n.Z), new Vector3(1, 0, 0.35f));
    }
}
