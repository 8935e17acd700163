namespace SurgicalAI.Learning.Onnx;

/// <content>Operations per element, with NumPy's broadcasting.</content>
internal sealed partial class OnnxGraphBuilder
{
    public OnnxValue Add(OnnxValue a, OnnxValue b) => Node("Add", [a, b]);

    public OnnxValue Sub(OnnxValue a, OnnxValue b) => Node("Sub", [a, b]);

    public OnnxValue Mul(OnnxValue a, OnnxValue b) => Node("Mul", [a, b]);

    public OnnxValue Div(OnnxValue a, OnnxValue b) => Node("Div", [a, b]);

    public OnnxValue Relu(OnnxValue x) => Node("Relu", [x]);

    public OnnxValue Relu6(OnnxValue x) => Node("Clip", [x, Scalar(0), Scalar(6)]);

    public OnnxValue HardSwish(OnnxValue x) => Node("HardSwish", [x]);

    public OnnxValue Sigmoid(OnnxValue x) => Node("Sigmoid", [x]);

    public OnnxValue Tanh(OnnxValue x) => Node("Tanh", [x]);

    public OnnxValue Sqrt(OnnxValue x) => Node("Sqrt", [x]);

    public OnnxValue Exp(OnnxValue x) => Node("Exp", [x]);

    public OnnxValue Erf(OnnxValue x) => Node("Erf", [x]);

    public OnnxValue Cast(OnnxValue x, OnnxType type) => Node("Cast", [x], OnnxAttribute.Int("to", (long)type));

    public OnnxValue Softmax(OnnxValue x, int axis = -1) => Node("Softmax", [x], OnnxAttribute.Int("axis", axis));

    /// <summary>The exact form, x/2 (1 + erf(x / sqrt 2)), as torch's default; operator set 17 has no Gelu of its own.</summary>
    public OnnxValue Gelu(OnnxValue x) =>
        Mul(Mul(x, Scalar(0.5)), Add(Erf(Mul(x, Scalar(1 / Math.Sqrt(2)))), Scalar(1)));
}
