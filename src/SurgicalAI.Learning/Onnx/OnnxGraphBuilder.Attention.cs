using TorchSharp;

namespace SurgicalAI.Learning.Onnx;

/// <content>Multi-head attention from primitives.</content>
internal sealed partial class OnnxGraphBuilder
{
    /// <summary>
    /// Scaled dot-product attention of already projected values, batch first: query (batch, n, width), key and value
    /// (batch, m, width); the result is (batch, n, width). The output projection is the caller's.
    /// </summary>
    /// <param name="query">Projected query.</param>
    /// <param name="key">Projected key.</param>
    /// <param name="value">Projected value.</param>
    /// <param name="heads">Number of heads; divides the width.</param>
    /// <param name="width">Width of all heads together.</param>
    public OnnxValue ScaledDotProduct(OnnxValue query, OnnxValue key, OnnxValue value, int heads, long width)
    {
        var perHead = width / heads;
        var q = Transpose(Reshape(query, 0, -1, heads, perHead), 0, 2, 1, 3);
        var k = Transpose(Reshape(key, 0, -1, heads, perHead), 0, 2, 3, 1);
        var v = Transpose(Reshape(value, 0, -1, heads, perHead), 0, 2, 1, 3);
        var weights = Softmax(MatMul(Mul(q, Scalar(1 / Math.Sqrt(perHead))), k));
        return Reshape(Transpose(MatMul(weights, v), 0, 2, 1, 3), 0, -1, width);
    }

    /// <summary>Attention with torch's packed projections.</summary>
    /// <param name="query">(batch, n, width).</param>
    /// <param name="key">(batch, m, width).</param>
    /// <param name="value">(batch, m, width).</param>
    /// <param name="projections">Weight (3 width x width) and bias (3 width) for query, key and value, in that order.</param>
    /// <param name="output">Weight (width x width) and bias (width) of the output projection.</param>
    /// <param name="heads">Number of heads.</param>
    public OnnxValue MultiHeadAttention(
        OnnxValue query,
        OnnxValue key,
        OnnxValue value,
        (torch.Tensor Weight, torch.Tensor Bias) projections,
        (torch.Tensor Weight, torch.Tensor Bias) output,
        int heads)
    {
        using var scope = torch.NewDisposeScope();
        var width = output.Weight.shape[0];
        var w = projections.Weight.detach().chunk(3, 0);
        var b = projections.Bias.detach().chunk(3, 0);
        var mixed = ScaledDotProduct(Linear(query, w[0], b[0]), Linear(key, w[1], b[1]), Linear(value, w[2], b[2]), heads, width);
        return Linear(mixed, output.Weight, output.Bias);
    }
}
