using SurgicalAI.App.Benchmarks.Vision;
using SurgicalAI.App.Reports;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference.Onnx;
using SurgicalAI.Tests.Native.Learning;
using SurgicalAI.Tests.Native.Learning.Scenes;
using SurgicalAI.Vision.Segmentation;
using SurgicalAI.Vision.Segmentation.Cells;

namespace SurgicalAI.Tests.Native.App;

[Collection(TorchAlone.Name)]
public sealed class BenchVisionTests
{
    [Fact]
    public void Of_HundredTimes_PercentilesAreTimesThatWereMeasured()
    {
        var figure = VisionFigure.Of(Enumerable.Range(1, 100).Select(i => (double)(101 - i)));
        Assert.Equal(new(51, 99), figure);
        Assert.Equal(2, VisionPeerFigure.Of("x", [102, 102], figure).Ratio);
    }

    [Fact]
    public void Overhead_PaceChangesBetweenFrames_IsThatOfNeighbours()
    {
        var times = new VisionTimes(5, []);
        foreach (var pace in new[] { 1.0, 3, 2, 7, 1 })
        {
            times.Network.Add(10 * pace);
            times.Full.Add(11 * pace);
        }

        Assert.Equal(0.1, times.Overhead, 1e-12);
    }

    [Fact]
    public void Run_OpenCvPeer_GivesTheEnginesMaps()
    {
        using var files = new SmallSceneModel();
        var file = OnnxFile.Read(files.Open());
        using var engine = SceneSegmenter.Load(files.Open(), new() { Threads = 1 });
        using var peer = new OpenCvPeer(file, CellForm.Of(file)!, 320, 256, 1);
        Same(engine, peer);
    }

    [Fact]
    public void Run_TorchPeer_GivesTheEnginesMapsOrIsLeftOutInOneLine()
    {
        using var files = new SmallSceneModel();
        var file = OnnxFile.Read(files.Open());
        using var engine = SceneSegmenter.Load(files.Open(), new() { Threads = 1 });
        try
        {
            using var peer = TorchPeer.Start(file, CellForm.Of(file)!, 320, 256, 1);
            Same(engine, peer);
        }
        catch (UserErrorException e)
        {
            Assert.DoesNotContain('\n', e.Message);
            Assert.Contains("No module named", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Start_TorchPeerOfOtherWeights_IsLeftOut()
    {
        using var files = new SmallSceneModel();
        using var others = new SmallSceneModel(normalise: false, seed: 4);
        File.Copy(Path.Combine(others.Folder, "weights.f16"), Path.Combine(files.Folder, "weights.f16"), overwrite: true);
        var file = OnnxFile.Read(files.Open());
        Assert.DoesNotContain('\n', Assert.Throws<UserErrorException>(() => TorchPeer.Start(file, CellForm.Of(file)!, 320, 256, 1)).Message);
    }

    [Fact]
    public void Run_SmallModel_ReportsEveryContenderAndNoAllocation()
    {
        using var files = new SmallSceneModel();
        using var bench = new VisionBench(files.Open(), new() { Threads = 2 }, 1);
        var (report, times) = bench.Run(11, CancellationToken.None);
        Assert.Equal(20, report.Frames);
        Assert.Equal(20, times.Network.Count);
        Assert.Contains(report.Peers, p => p.Name == "OpenCV DNN" && p.P50Ms > 0);
        Assert.True(report.FullPathMs.P50 > 0 && report.FullPathMs.P50 <= report.FullPathMs.P99 && report.NetworkMs.P50 > 0);
        Assert.InRange(report.ManagedBytesPerFrame, 0, 4096);
        Assert.Contains("share of frames", VisionBenchPlot.Of(times), StringComparison.Ordinal);
    }

    // Their resize rounds where ours rounds down, and random weights leave much in the balance.
    private static void Same(SceneSegmenter engine, IVisionPeer peer)
    {
        var picture = SmallSceneModel.Picture(320, 256, 2);
        engine.Segment(picture, 320, 256);
        Assert.True(peer.Run(picture) > 0);
        var labels = peer.Labels.ToArray();
        Assert.InRange(labels.Zip(engine.LabelMap.ToArray(), (a, b) => a == b ? 1.0 : 0).Average(), 0.95, 1);
        Assert.True(labels.Distinct().Count() > 2);
    }
}
