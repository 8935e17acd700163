namespace SurgicalAI.Learning.Onnx;

/// <content>Operations on the form of a tensor.</content>
internal sealed partial class OnnxGraphBuilder
{
    public OnnxValue Transpose(OnnxValue x, params ReadOnlySpan<long> order) => Node("Transpose", [x], OnnxAttribute.Ints("perm", order));

    /// <summary>0 keeps a dimension, -1 takes the rest.</summary>
    public OnnxValue Reshape(OnnxValue x, params ReadOnlySpan<long> shape) => Node("Reshape", [x, Integers(shape)]);

    public OnnxValue Concat(int axis, params ReadOnlySpan<OnnxValue> parts) => Node("Concat", parts, OnnxAttribute.Int("axis", axis));

    /// <summary>Elements from start (included) to end (excluded) along one axis.</summary>
    public OnnxValue Slice(OnnxValue x, int axis, long start, long end) =>
        Node("Slice", [x, Integers(start), Integers(end), Integers(axis)]);

    public OnnxValue[] Split(OnnxValue x, int axis, params ReadOnlySpan<long> sizes) =>
        Nodes("Split", sizes.Length, [x, Integers(sizes)], OnnxAttribute.Int("axis", axis));

    public OnnxValue Gather(OnnxValue x, OnnxValue indices, int axis = 0) => Node("Gather", [x, indices], OnnxAttribute.Int("axis", axis));

    public OnnxValue Unsqueeze(OnnxValue x, params ReadOnlySpan<long> axes) => Node("Unsqueeze", [x, Integers(axes)]);

    public OnnxValue Squeeze(OnnxValue x, params ReadOnlySpan<long> axes) => Node("Squeeze", [x, Integers(axes)]);

    /// <summary>Repeats along dimensions of size 1.</summary>
    public OnnxValue Expand(OnnxValue x, OnnxValue shape) => Node("Expand", [x, shape]);

    public OnnxValue Shape(OnnxValue x) => Node("Shape", [x]);

    public OnnxValue ArgMax(OnnxValue x, int axis, bool keepDims = false) =>
        Node("ArgMax", [x], OnnxAttribute.Int("axis", axis), OnnxAttribute.Int("keepdims", keepDims ? 1 : 0));

    public OnnxValue ReduceMean(OnnxValue x, bool keepDims, params ReadOnlySpan<long> axes) =>
        Node("ReduceMean", [x], OnnxAttribute.Ints("axes", axes), OnnxAttribute.Int("keepdims", keepDims ? 1 : 0));

    public OnnxValue ReduceMax(OnnxValue x, bool keepDims, params ReadOnlySpan<long> axes) =>
        Node("ReduceMax", [x], OnnxAttribute.Ints("axes", axes), OnnxAttribute.Int("keepdims", keepDims ? 1 : 0));

    /// <summary>Sum along axes, which this operator set gives as an input.</summary>
    public OnnxValue ReduceSum(OnnxValue x, bool keepDims, params ReadOnlySpan<long> axes) =>
        Node("ReduceSum", [x, Integers(axes)], OnnxAttribute.Int("keepdims", keepDims ? 1 : 0));

    /// <summary>Channels to pixels, in the order of torch's <c>pixel_shuffle</c>.</summary>
    public OnnxValue PixelShuffle(OnnxValue x, int factor) =>
        Node("DepthToSpace", [x], OnnxAttribute.Int("blocksize", factor), OnnxAttribute.Text("mode", "CRD"));

    /// <summary>
    /// Bilinear resize of (batch, channels, height, width) as torch's <c>interpolate(align_corners: false)</c> does it; the
    /// batch may be dynamic.
    /// </summary>
    public OnnxValue ResizeLinear(OnnxValue x, long heightPx, long widthPx) =>
        Resize(x, Concat(0, Slice(Shape(x), 0, 0, 2), Integers(heightPx, widthPx)));

    /// <summary>The same on (batch, height, width, channels): also for bytes, which ONNX Runtime resizes as they are.</summary>
    public OnnxValue ResizeLinearChannelsLast(OnnxValue x, long heightPx, long widthPx)
    {
        var shape = Shape(x);
        return Resize(x, Concat(0, Slice(shape, 0, 0, 1), Integers(heightPx, widthPx), Slice(shape, 0, 3, 4)));
    }

    /// <summary>Bilinear enlargement by a whole factor, written with fixed scales so that ONNX Runtime can keep its blocked layout.</summary>
    public OnnxValue EnlargeLinear(OnnxValue x, int factor) => Node(
        "Resize",
        [x, OnnxValue.None, Constant([1f, 1f, factor, factor], 4)],
        OnnxAttribute.Text("mode", "linear"),
        OnnxAttribute.Text("coordinate_transformation_mode", "half_pixel"));

    private OnnxValue Resize(OnnxValue x, OnnxValue sizes) => Node(
        "Resize",
        [x, OnnxValue.None, OnnxValue.None, sizes],
        OnnxAttribute.Text("mode", "linear"),
        OnnxAttribute.Text("coordinate_transformation_mode", "half_pixel"));
}
