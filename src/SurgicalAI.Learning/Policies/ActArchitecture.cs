namespace SurgicalAI.Learning.Policies;

/// <summary>Size of an action-chunking transformer.</summary>
public sealed record ActArchitecture
{
    /// <summary>Width of every token inside the transformer.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Attention heads; divides the width.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Layers over what is seen.</summary>
    public int EncoderLayers { get; init; } = 3;

    /// <summary>Layers from what is seen to the plan; ACT as published uses one.</summary>
    public int DecoderLayers { get; init; } = 1;

    /// <summary>Layers of the encoder that sees the demonstrated actions; used in training only.</summary>
    public int StyleLayers { get; init; } = 2;

    /// <summary>Width inside the feed-forward parts.</summary>
    public int FeedForward { get; init; } = 192;

    /// <summary>Length of the style vector z; zero at run time.</summary>
    public int Latent { get; init; } = 16;

    /// <summary>Setpoints per plan.</summary>
    public int Steps { get; init; } = 15;

    /// <summary>Fraction of activations dropped in training.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Heads);
        ArgumentOutOfRangeException.ThrowIfNotEqual(Width % Heads, 0, nameof(Width));
        ArgumentOutOfRangeException.ThrowIfLessThan(EncoderLayers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(DecoderLayers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(StyleLayers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(FeedForward, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Latent, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(Steps is >= 1 and <= 32, true, nameof(Steps));
        ArgumentOutOfRangeException.ThrowIfNotEqual(Dropout is >= 0 and < 1, true, nameof(Dropout));
    }
}
