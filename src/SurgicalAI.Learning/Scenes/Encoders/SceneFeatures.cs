using SurgicalAI.Learning.Onnx;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Scenes.Encoders;

/// <summary>What an encoder sees at strides 4, 8 and 16.</summary>
internal readonly record struct SceneFeatures(Tensor Quarter, Tensor Eighth, Tensor Sixteenth);

/// <summary>The same in a graph.</summary>
internal readonly record struct SceneFeatureValues(OnnxValue Quarter, OnnxValue Eighth, OnnxValue Sixteenth);
