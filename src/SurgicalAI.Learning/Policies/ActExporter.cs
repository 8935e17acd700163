using SurgicalAI.Learning.Onnx;
using SurgicalAI.Skills.Actions;
using SurgicalAI.Skills.Observation;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Policies;

/// <summary>
/// Writes the run-time half of an <see cref="ActNet"/> as ONNX: raw tokens and state in, plan in metres and radians out. The
/// style z is zero, so its input layer shrinks to its bias; dropout and the style encoder are left out.
/// </summary>
internal static class ActExporter
{
    public const string Tokens = "tokens";
    public const string State = "state";
    public const string Chunk = "chunk";

    /// <summary>The model's bytes.</summary>
    public static byte[] Export(ActNet net, params ReadOnlySpan<(string Key, string Value)> metadata)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var g = new OnnxGraphBuilder("act");
        var tokens = g.Input(Tokens, OnnxType.Float, 1, TokenLayout.Tokens, TokenLayout.Features);
        var state = g.Input(State, OnnxType.Float, 1, TokenLayout.State);
        var memory = Memory(g, net, tokens, state);
        var plan = g.Weight(net.Queries);
        foreach (var layer in net.Decoder)
        {
            plan = Layer(g, layer, plan, memory);
        }

        var scaled = g.Linear(g.LayerNorm(plan, net.OutputNorm), net.Head);
        var chunk = g.Add(g.Mul(scaled, g.Weight(net.Buffer("action_scale"))), g.Weight(net.Buffer("action_mean")));
        g.Output(Chunk, chunk, OnnxType.Float, 1, net.Size.Steps, HybridRelative.Length);
        return g.ToBytes(metadata);
    }

    /// <summary>Compares the exported model with the network on observations.</summary>
    /// <returns>Largest difference, metres and radians.</returns>
    /// <exception cref="InvalidOperationException">It is above <see cref="OnnxCheck.Tolerance"/>.</exception>
    public static double Verify(byte[] model, ActNet net, ActBatch batch)
    {
        using var noGradient = no_grad();
        net.eval();
        var worst = 0.0;
        for (var i = 0; i < batch.Tokens.shape[0]; i++)
        {
            using var scope = NewDisposeScope();
            var (tokens, state) = (batch.Tokens.narrow(0, i, 1), batch.State.narrow(0, i, 1));
            var inputs = new Dictionary<string, Tensor> { [Tokens] = tokens, [State] = state };
            worst = Math.Max(worst, OnnxCheck.Verify(model, inputs, Chunk, net.Plan(tokens, state)));
        }

        return worst;
    }

    private static OnnxValue Memory(OnnxGraphBuilder g, ActNet net, OnnxValue tokens, OnnxValue state)
    {
        var seen = g.Mul(Scale(g, net, tokens, "token"), g.Gather(tokens, g.Integers(ActNet.Gates()), 2));
        var projected = g.Transpose(g.MatMul(g.Transpose(seen, 1, 0, 2), g.Weight(net.TokenWeight)), 1, 0, 2);
        var latent = g.Weight(net.LatentIn.bias!.view(1, 1, -1));
        var measured = g.Unsqueeze(g.Linear(Scale(g, net, state, "state"), net.StateIn), 1);
        var x = g.Add(g.Concat(1, latent, measured, projected), g.Weight(net.SlotEmbedding));
        foreach (var layer in net.Encoder)
        {
            x = Layer(g, layer, x, null);
        }

        return g.LayerNorm(x, net.MemoryNorm);
    }

    private static OnnxValue Scale(OnnxGraphBuilder g, ActNet net, OnnxValue x, string what)
    {
        var scaled = g.Div(g.Sub(x, g.Weight(net.Buffer($"{what}_mean"))), g.Weight(net.Buffer($"{what}_scale")));
        return g.Node("Clip", [scaled, g.Scalar(-ActNet.Clip), g.Scalar(ActNet.Clip)]);
    }

    private static OnnxValue Layer(OnnxGraphBuilder g, TransformerLayer layer, OnnxValue x, OnnxValue? memory)
    {
        var normed = g.LayerNorm(x, layer.SelfNorm);
        x = g.Add(x, Attend(g, layer.Self, normed, normed));
        if (layer.Cross is not null && layer.CrossNorm is not null && memory is { } seen)
        {
            x = g.Add(x, Attend(g, layer.Cross, g.LayerNorm(x, layer.CrossNorm), seen));
        }

        var inner = g.Relu(g.Linear(g.LayerNorm(x, layer.ForwardNorm), layer.Up));
        return g.Add(x, g.Linear(inner, layer.Down));
    }

    private static OnnxValue Attend(OnnxGraphBuilder g, Attention attention, OnnxValue x, OnnxValue memory)
    {
        var mixed = g.ScaledDotProduct(
            g.Linear(x, attention.Query),
            g.Linear(memory, attention.Key),
            g.Linear(memory, attention.Value),
            attention.Heads,
            attention.Output.weight!.shape[0]);
        return g.Linear(mixed, attention.Output);
    }
}
