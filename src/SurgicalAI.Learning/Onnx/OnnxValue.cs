namespace SurgicalAI.Learning.Onnx;

/// <summary>A tensor in a graph under construction, by name.</summary>
/// <param name="Name">Name in the file.</param>
internal readonly record struct OnnxValue(string Name)
{
    /// <summary>An optional input that is left out.</summary>
    public static OnnxValue None => new(string.Empty);
}
