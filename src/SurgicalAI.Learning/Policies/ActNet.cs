using SurgicalAI.Skills.Actions;
using SurgicalAI.Skills.Observation;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Policies;

/// <summary>
/// Action-chunking transformer (arXiv 2304.13705): a conditional variational auto-encoder. In training an encoder sees state and
/// demonstrated actions and gives a style z; the policy sees z, state and the tokens of both eyes, and a decoder with one learned
/// query per step gives the plan. At run time z is zero. Inputs are raw; the scaling is part of the network.
/// </summary>
internal sealed class ActNet : nn.Module<Tensor, Tensor, Tensor, Tensor>
{
    public const double Clip = 6;
    private static readonly Scalar Lowest = -Clip;
    private static readonly Scalar Highest = Clip;
    private readonly ActArchitecture _size;

    public ActNet(ActArchitecture size, ActScaling scaling)
        : base(nameof(ActNet))
    {
        size.Validate();
        _size = size;
        TokenWeight = Embedding(TokenLayout.Tokens, TokenLayout.Features, size.Width, 1 / Math.Sqrt(TokenLayout.Features));
        StateIn = nn.Linear(TokenLayout.State, size.Width);
        LatentIn = nn.Linear(size.Latent, size.Width);
        SlotEmbedding = Embedding(1, TokenLayout.Tokens + 2, size.Width, 0.1);
        Encoder = Layers(size, size.EncoderLayers, withMemory: false);
        MemoryNorm = nn.LayerNorm(size.Width);
        Queries = Embedding(1, size.Steps, size.Width, 0.1);
        Decoder = Layers(size, size.DecoderLayers, withMemory: true);
        OutputNorm = nn.LayerNorm(size.Width);
        Head = nn.Linear(size.Width, HybridRelative.Length);
        Style = new StyleEncoder(size);
        RegisterBuffers(scaling);
        RegisterComponents();
    }

    public ActArchitecture Size => _size;

    public Parameter TokenWeight { get; }

    public Linear StateIn { get; }

    public Linear LatentIn { get; }

    public Parameter SlotEmbedding { get; }

    public ModuleList<TransformerLayer> Encoder { get; }

    public LayerNorm MemoryNorm { get; }

    public Parameter Queries { get; }

    public ModuleList<TransformerLayer> Decoder { get; }

    public LayerNorm OutputNorm { get; }

    public Linear Head { get; }

    public StyleEncoder Style { get; }

    /// <summary>A scaling vector by name: token_mean, token_scale, state_mean, state_scale, action_mean, action_scale.</summary>
    public Tensor Buffer(string name) => get_buffer(name) ?? throw new ArgumentException($"No buffer '{name}'.", nameof(name));

    /// <summary>The plan in scaled units (batch, steps, 10).</summary>
    /// <param name="tokens">(batch, tokens, features), raw.</param>
    /// <param name="state">(batch, 13), raw.</param>
    /// <param name="z">(batch, latent).</param>
    public override Tensor forward(Tensor tokens, Tensor state, Tensor z)
    {
        var seen = ScaleTokens(tokens).transpose(0, 1).bmm(TokenWeight).transpose(0, 1);
        var x = cat([LatentIn.forward(z).unsqueeze(1), StateIn.forward(ScaleState(state)).unsqueeze(1), seen], 1) + SlotEmbedding;
        foreach (var layer in Encoder)
        {
            x = layer.forward(x, null, null);
        }

        var memory = MemoryNorm.forward(x);
        var plan = Queries.expand(tokens.shape[0], -1, -1);
        foreach (var layer in Decoder)
        {
            plan = layer.forward(plan, memory, null);
        }

        return Head.forward(OutputNorm.forward(plan));
    }

    /// <summary>Mean and log variance of the style of demonstrated actions.</summary>
    /// <param name="state">(batch, 13), raw.</param>
    /// <param name="actions">(batch, steps, 10), scaled.</param>
    /// <param name="mask">(batch, steps), 1 where there is an action.</param>
    public (Tensor Mean, Tensor LogVariance) Encode(Tensor state, Tensor actions, Tensor mask) => Style.Encode(ScaleState(state), actions, mask);

    /// <summary>The plan in metres and radians at run time, where z is zero.</summary>
    public Tensor Plan(Tensor tokens, Tensor state) =>
        Unscale(forward(tokens, state, zeros(tokens.shape[0], _size.Latent)));

    /// <summary>Actions in scaled units.</summary>
    public Tensor Scale(Tensor actions) => (actions - Buffer("action_mean")) / Buffer("action_scale");

    /// <summary>Actions in metres and radians.</summary>
    public Tensor Unscale(Tensor scaled) => (scaled * Buffer("action_scale")) + Buffer("action_mean");

    /// <summary>For each number of a token, the flag that it counts by.</summary>
    internal static long[] Gates() => [.. Enumerable.Range(0, TokenLayout.Features).Select(f => (long)ActScaling.GateOf(f))];

    internal static ModuleList<TransformerLayer> Layers(ActArchitecture size, int count, bool withMemory) =>
        nn.ModuleList([.. Enumerable.Range(0, count).Select(_ => new TransformerLayer(size, withMemory))]);

    internal static Parameter Embedding(long a, long b, long c, double scale) => new(randn(a, b, c) * scale);

    // What is not seen stays zero whatever its mean.
    private Tensor ScaleTokens(Tensor tokens)
    {
        var scaled = ((tokens - Buffer("token_mean")) / Buffer("token_scale")).clamp(Lowest, Highest);
        return scaled * tokens.index_select(2, Buffer("token_gate"));
    }

    private Tensor ScaleState(Tensor state) => ((state - Buffer("state_mean")) / Buffer("state_scale")).clamp(Lowest, Highest);

    private void RegisterBuffers(ActScaling scaling)
    {
        register_buffer("token_mean", tensor(scaling.TokenMean, 1, TokenLayout.Tokens, TokenLayout.Features));
        register_buffer("token_scale", tensor(scaling.TokenScale, 1, TokenLayout.Tokens, TokenLayout.Features));
        register_buffer("token_gate", tensor(Gates()));
        register_buffer("state_mean", tensor(scaling.StateMean, 1, TokenLayout.State));
        register_buffer("state_scale", tensor(scaling.StateScale, 1, TokenLayout.State));
        register_buffer("action_mean", tensor(scaling.ActionMean, 1, _size.Steps, HybridRelative.Length));
        register_buffer("action_scale", tensor(scaling.ActionScale, 1, _size.Steps, HybridRelative.Length));
    }
}
