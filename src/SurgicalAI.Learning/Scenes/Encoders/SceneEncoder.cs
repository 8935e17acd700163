using SurgicalAI.Learning.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SurgicalAI.Learning.Scenes.Encoders;

/// <summary>First half of a scene network: pictures (batch, 3, height, width), blue-green-red from -1 to 1, to features.</summary>
internal abstract class SceneEncoder(string name) : Module<Tensor, SceneFeatures>(name)
{
    /// <summary>Channels at strides 4, 8 and 16.</summary>
    public abstract (int Quarter, int Eighth, int Sixteenth) Channels { get; }

    /// <summary>True when it starts from weights learnt elsewhere: its normalisation then keeps the statistics that came with them.</summary>
    public abstract bool IsPretrained { get; }

    /// <summary>Parameters that training may change.</summary>
    public abstract IEnumerable<TorchSharp.Modules.Parameter> Trainable { get; }

    /// <summary>Adds the encoder to a graph.</summary>
    public abstract SceneFeatureValues Export(OnnxGraphBuilder graph, OnnxValue pictures);
}
