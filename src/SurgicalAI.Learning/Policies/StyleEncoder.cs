using SurgicalAI.Skills.Actions;
using SurgicalAI.Skills.Observation;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Policies;

/// <summary>The training-time half of ACT: from state and demonstrated actions to the distribution of the style z.</summary>
internal sealed class StyleEncoder : nn.Module
{
    private static readonly Scalar One = 1;
    private static readonly Scalar Never = 1e9;
    private readonly ActArchitecture _size;
    private readonly Linear _stateIn;
    private readonly Linear _actionIn;
    private readonly Parameter _slots;
    private readonly ModuleList<TransformerLayer> _layers;
    private readonly LayerNorm _norm;
    private readonly Linear _out;

    public StyleEncoder(ActArchitecture size)
        : base(nameof(StyleEncoder))
    {
        _size = size;
        _stateIn = nn.Linear(TokenLayout.State, size.Width);
        _actionIn = nn.Linear(HybridRelative.Length, size.Width);
        _slots = ActNet.Embedding(1, size.Steps + 2, size.Width, 0.1);
        _layers = ActNet.Layers(size, size.StyleLayers, withMemory: false);
        _norm = nn.LayerNorm(size.Width);
        _out = nn.Linear(size.Width, 2 * size.Latent);
        RegisterComponents();
    }

    /// <summary>Mean and log variance, each (batch, latent).</summary>
    /// <param name="state">(batch, 13), scaled.</param>
    /// <param name="actions">(batch, steps, 10), scaled.</param>
    /// <param name="mask">(batch, steps), 1 where there is an action.</param>
    public (Tensor Mean, Tensor LogVariance) Encode(Tensor state, Tensor actions, Tensor mask)
    {
        // Slot 0 is the summary (its embedding alone), slot 1 the state, the rest the actions; padding is not looked at.
        var summary = zeros(actions.shape[0], 1, _size.Width);
        var x = cat([summary, _stateIn.forward(state).unsqueeze(1), _actionIn.forward(actions * mask.unsqueeze(2))], 1) + _slots;
        var bias = (cat([ones(mask.shape[0], 2), mask], 1) - One).mul(Never).view(mask.shape[0], 1, 1, -1);
        foreach (var layer in _layers)
        {
            x = layer.forward(x, null, bias);
        }

        var both = _out.forward(_norm.forward(x.select(1, 0))).chunk(2, 1);
        return (both[0], both[1]);
    }
}
