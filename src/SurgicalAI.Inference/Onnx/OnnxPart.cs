namespace SurgicalAI.Inference.Onnx;

/// <summary>A part of a graph that runs alone: from one inner tensor of floats to another.</summary>
/// <param name="Input">Tensor with which the part begins.</param>
/// <param name="InputShape">Its dimensions, all known.</param>
/// <param name="Output">Tensor with which the part ends.</param>
/// <param name="OutputShape">Its dimensions, all known.</param>
public sealed record OnnxPart(string Input, IReadOnlyList<long> InputShape, string Output, IReadOnlyList<long> OutputShape);
