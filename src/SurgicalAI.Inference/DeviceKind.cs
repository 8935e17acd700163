namespace SurgicalAI.Inference;

/// <summary>Where networks run.</summary>
public enum DeviceKind
{
    /// <summary>ONNX Runtime's CPU provider.</summary>
    Cpu = 0,

    /// <summary>ONNX Runtime's CUDA provider on the first NVIDIA GPU.</summary>
    Cuda,

    /// <summary>ONNX Runtime's TensorRT provider on the first NVIDIA GPU.</summary>
    TensorRt,
}
