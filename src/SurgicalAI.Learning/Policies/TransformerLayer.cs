using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Policies;

/// <summary>
/// Self-attention, attention to a memory where there is one, and a feed-forward part, each with its norm before it and a
/// bypass around it: trains without a warm-up, unlike the norm-after form of the first publications.
/// </summary>
internal sealed class TransformerLayer : nn.Module<Tensor, Tensor?, Tensor?, Tensor>
{
    public TransformerLayer(ActArchitecture size, bool withMemory)
        : base(nameof(TransformerLayer))
    {
        SelfNorm = nn.LayerNorm(size.Width);
        Self = new Attention(size.Width, size.Heads, size.Dropout);
        CrossNorm = withMemory ? nn.LayerNorm(size.Width) : null;
        Cross = withMemory ? new Attention(size.Width, size.Heads, size.Dropout) : null;
        ForwardNorm = nn.LayerNorm(size.Width);
        Up = nn.Linear(size.Width, size.FeedForward);
        Down = nn.Linear(size.FeedForward, size.Width);
        Drop = nn.Dropout(size.Dropout);
        RegisterComponents();
    }

    public LayerNorm SelfNorm { get; }

    public Attention Self { get; }

    public LayerNorm? CrossNorm { get; }

    public Attention? Cross { get; }

    public LayerNorm ForwardNorm { get; }

    public Linear Up { get; }

    public Linear Down { get; }

    public Dropout Drop { get; }

    /// <summary>Result (batch, n, width).</summary>
    /// <param name="x">(batch, n, width).</param>
    /// <param name="memory">(batch, m, width), or null.</param>
    /// <param name="bias">Bias of the self-attention (batch, 1, 1, n), or null.</param>
    public override Tensor forward(Tensor x, Tensor? memory, Tensor? bias)
    {
        var normed = SelfNorm.forward(x);
        x = x + Drop.forward(Self.forward(normed, normed, bias));
        if (Cross is not null && CrossNorm is not null && memory is not null)
        {
            x = x + Drop.forward(Cross.forward(CrossNorm.forward(x), memory, null));
        }

        var inner = nn.functional.relu(Up.forward(ForwardNorm.forward(x)));
        return x + Drop.forward(Down.forward(inner));
    }
}
