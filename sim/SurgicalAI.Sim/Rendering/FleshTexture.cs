namespace SurgicalAI.Sim.Rendering;

/// <summary>Precomputed, tileable detail of a soft material; channels as in <see cref="TissueTexture"/>.</summary>
internal enum FleshTexture
{
    /// <summary>Smooth tissue with a branching vessel tree.</summary>
    Peritoneum,

    /// <summary>Fine grain of a parenchyma.</summary>
    Organ,

    /// <summary>Lobules.</summary>
    Fat,

    /// <summary>Open weave of gauze.</summary>
    Weave,
}
