using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Scene.Bodies;

/// <summary>Form of a drawn rigid part.</summary>
public enum VisualKind
{
    /// <summary>Box with slightly rounded edges; size: half extents along X, Y, Z.</summary>
    Box,

    /// <summary>Sphere; size X: radius.</summary>
    Sphere,

    /// <summary>Cylinder along Z with rounded top; size X: radius, Z: half length.</summary>
    Capsule,

    /// <summary>Flat cylinder along Z; size X: radius, Z: half length.</summary>
    Cylinder,

    /// <summary>The half-circle suturing needle (<see cref="NeedleShape"/>); size unused.</summary>
    Needle,

    /// <summary>Triangular ring block with a round hole along Z, as in peg transfer; size X: circumscribed radius, Y: hole's radius, Z: half height.</summary>
    RingBlock,

    /// <summary>Torus in the XY plane: an eyelet; size X: ring radius, Y: wire radius.</summary>
    Torus,
}

/// <summary>Form and size of a drawn rigid part; equal shapes share one mesh.</summary>
/// <param name="Kind">Form.</param>
/// <param name="SizeM">Meaning by <paramref name="Kind"/>, metres.</param>
public readonly record struct VisualShape(VisualKind Kind, Vec3 SizeM);

/// <summary>What a drawn thing is made of; decides its look and, through <see cref="SceneMaterials.LabelOf"/>, its label.</summary>
public enum SceneMaterial
{
    /// <summary>Polished steel of the needle.</summary>
    Needle,

    /// <summary>Coloured marker of a goal.</summary>
    Target,

    /// <summary>Suture thread.</summary>
    Thread,

    /// <summary>Woven gauze.</summary>
    Gauze,

    /// <summary>Plastic or steel peg, or an eyelet.</summary>
    Peg,

    /// <summary>Rubber block.</summary>
    Block,

    /// <summary>Training board.</summary>
    Board,

    /// <summary>Organ parenchyma.</summary>
    Organ,

    /// <summary>Connective tissue.</summary>
    Membrane,

    /// <summary>Fat.</summary>
    Fat,

    /// <summary>Vessel.</summary>
    Vessel,

    /// <summary>Blood.</summary>
    Blood,
}
