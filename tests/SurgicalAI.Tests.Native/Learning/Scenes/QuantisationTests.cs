using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Inference.Onnx;
using SurgicalAI.Learning.Quantisation;
using SurgicalAI.Vision.Datasets;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.Tests.Native.Learning.Scenes;

[Collection(TorchAlone.Name)]
public sealed class QuantisationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quantise-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_SmallModel_WritesBytesThatKeepMostLabelsAndTheCoresNames()
    {
        using var files = new SmallSceneModel();
        using var set = Pictures(8);
        var target = Path.Combine(_folder, "out");
        var result = ModelQuantisation.Run(files.Open(), set, new() { Frames = 4, Threads = 2 }, target, "./run.sh model quantise");
        Assert.Equal(4, result.Frames);
        Assert.InRange(result.LabelAgreement, 0.8, 0.9999);
        Assert.InRange(result.DoubtDifference, 0, 0.1);
        var file = OnnxFile.Read(ModelDirectory.Open(target));
        Assert.NotNull(SurgicalAI.Vision.Segmentation.Cells.CellForm.Of(file));
        var weights = file.Model.Graph.Initializer.Where(t => t.DataType == 3 && t.Dims.Count == 4).ToArray();
        Assert.True(weights.Length > 30, "few weights are bytes");
        Assert.All(weights.SelectMany(w => w.RawData), b => Assert.InRange((sbyte)b, -63, 63));
        Assert.Contains("made of endoscope-scene@", result.Card.Description, StringComparison.Ordinal);
        using var whole = new WholeEngine(OnnxModel.Load(ModelDirectory.Open(target), new()), files.HeightPx, files.WidthPx);
        whole.Run(SmallSceneModel.Picture(320, 256, 1), 320, 256);
    }

    [Fact]
    public void Run_ModelOfBytes_IsRefusedAndNothingIsWritten()
    {
        using var files = new SmallSceneModel();
        using var set = Pictures(2);
        var (first, second) = (Path.Combine(_folder, "first"), Path.Combine(_folder, "second"));
        ModelQuantisation.Run(files.Open(), set, new() { Frames = 1 }, first, "x");
        Assert.Throws<UserErrorException>(() => ModelQuantisation.Run(ModelDirectory.Open(first), set, new(), second, "x"));
        Assert.False(Directory.Exists(second));
    }

    [Fact]
    public void Run_OnePicture_IsAUserErrorOfOneLine()
    {
        using var files = new SmallSceneModel();
        using var set = Pictures(1);
        var message = Assert.Throws<UserErrorException>(() => ModelQuantisation.Run(files.Open(), set, new(), Path.Combine(_folder, "out"), "x")).Message;
        Assert.Contains("two are needed", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, -2, 100)]
    [InlineData(0.99, 0, 1)]
    public void Hold_OneFarValueAmongMany_IsLeftOutUnlessAllAreAskedFor(double share, float low, float high)
    {
        var values = Enumerable.Range(0, 1000).Select(i => i / 1000f).Append(100).Append(share == 1 ? -2 : 0).ToArray();
        var range = new ValueRange();
        range.Widen(values);
        range.Count(values);
        var (heldLow, heldHigh) = range.Hold(share);
        Assert.Equal(low, heldLow, 0.05);
        Assert.Equal(high, heldHigh, 0.05);
    }

    private IFrameSet Pictures(int count)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "pictures")).FullName;
        for (var i = 0; i < count; i++)
        {
            using var mat = OpenCvSharp.Mat.FromPixelData(256, 320, OpenCvSharp.MatType.CV_8UC3, SmallSceneModel.Picture(320, 256, i));
            _ = OpenCvSharp.Cv2.ImWrite(Path.Combine(folder, $"{i}.png"), mat);
        }

        return FrameSets.Open($"pictures:{folder}");
    }
}
