namespace SurgicalAI.Learning.Onnx;

/// <summary>One dimension of an input or output: a size, or a name when it is only known at run time.</summary>
internal readonly record struct OnnxDim(long Size, string? Name)
{
    public static implicit operator OnnxDim(long size) => new(size, null);

    public static implicit operator OnnxDim(string name) => new(0, name);
}
