using Microsoft.ML.OnnxRuntime;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>Brings pictures to the network's size with the very operation of the deployed graph, in the same engine.</summary>
internal sealed class PictureResizer : IDisposable
{
    private const int H = SegmentationNet.HeightPx;
    private const int W = SegmentationNet.WidthPx;

    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    public PictureResizer()
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new InferenceSession(SegmentationGraph.BuildResize().ToBytes(), options);
    }

    /// <summary>Writes the picture at 192 x 320, blue-green-red by pixel.</summary>
    public void Resize(ImageLease picture, Span<byte> target)
    {
        using var frames = OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance,
            Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.UInt8,
            [1, picture.HeightPx, picture.WidthPx, 3],
            picture.Address,
            picture.Bytes.Length);
        using var results = _session.Run(_run, ["frames"], [frames], ["pictures"]);
        results[0].GetTensorDataAsSpan<byte>()[..(H * W * 3)].CopyTo(target);
    }

    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }
}
