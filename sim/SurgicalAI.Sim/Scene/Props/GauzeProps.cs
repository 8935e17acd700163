using System.Numerics;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics.Soft;
using SurgicalAI.Sim.Scene.Bodies;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim.Scene.Props;

/// <summary>Puts gauze into scenes: a cloth of damp weave.</summary>
public static class GauzeProps
{
    /// <summary>Length of the long side, metres; SurRoL's.</summary>
    public const double LengthM = 25 * Si.Mm;

    /// <summary>Length of the short side, metres; SurRoL's.</summary>
    public const double WidthM = 15 * Si.Mm;

    private const int CellsAlong = 15;
    private const int CellsAcross = 9;

    private static readonly ClothOptions Contact = new() { ThicknessM = 0.25 * Si.Mm, Friction = 0.6 };

    /// <summary>Adds a gauze that lies spread on the tissue.</summary>
    /// <param name="scene">Scene being built.</param>
    /// <param name="xM">Its middle, world X.</param>
    /// <param name="yM">Its middle, world Y.</param>
    /// <param name="yawRad">Heading of its long side.</param>
    public static Cloth AddGauze(this TaskScene scene, double xM, double yM, double yawRad)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var (surface, along) = (scene.Surface, Rotation.AboutZ(yawRad));
        var mesh = SheetMesh.Grid(CellsAlong, CellsAcross, (u, v) =>
        {
            var p = new Vec3(xM, yM, 0) + (along * new Vec3((u - 0.5) * LengthM, (v - 0.5) * WidthM, 0));
            return p with { Z = surface.HeightM(p.X, p.Y) + Contact.ThicknessM };
        });
        var gauze = Cloth.AddTo(scene.Physics, mesh, ClothMaterial.Gauze, Contact);
        scene.Show(gauze, SceneMaterial.Gauze, Vector3.One, twoSided: true, scene.NewInstance());
        return gauze;
    }
}
