using System.Text.Json.Nodes;
using OpenCvSharp;
using SurgicalAI.Inference;
using SurgicalAI.Tests.Native.App;
using SurgicalAI.Tests.Native.Datasets;
using SurgicalAI.Tests.Native.Inference;

namespace SurgicalAI.Tests.Native.Detection;

public sealed class CadeVerbTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(120);

    private readonly DataFolder _folder = new();
    private readonly TinyOnnx _model = TinyOnnx.Scene();

    [Fact]
    public async Task BenchCade_PicturesWithALesion_ReportsLatencyDelayAndUntouchedPixels()
    {
        Polyp("in/a.png", 200);
        Polyp("in/b.png", 210);
        using var run = Surgicalai.StartIn(_folder.Root, "bench", "cade", "--in", "in", "--model", _model.Folder, "--frames", "60", "--json", "cade.json");
        Assert.Equal(0, await run.ExitAsync(Soon));
        var json = JsonNode.Parse(await File.ReadAllTextAsync(_folder.At("cade.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal(("surgicalai/bench-cade/1", 60, 30.0, 640, 0), ((string?)json["schema"], (int?)json["frames"], (double?)json["rate_hz"], (int?)json["width_px"], (int?)json["pixels_changed_outside"]));
        Assert.True((int)json["frames_with_markers"]! > 30);
        Assert.True((double)json["marker_latency_ms"]!["p50"]! > 0 && (double)json["video_delay_ms"]!["p99"]! > 0);
        Assert.Equal((120.0, 5.75), ((double?)json["limits"]!["marker_latency_p99"], (double?)json["limits"]!["video_delay"]));
    }

    [Fact]
    public async Task BenchCade_NetworkWithoutLesions_IsOneLine()
    {
        using var run = Surgicalai.StartIn(_folder.Root, "bench", "cade", "--model", "endoscope-segmentation");
        Assert.Equal(2, await run.ExitAsync(Soon));
        Assert.Contains("tells no lesions", Assert.Single(run.Errors, l => l.Length > 0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OperatingPoint_OnValidationFrames_IsWrittenToTheCard()
    {
        // A sure lesion, and a doubtful false alarm that the threshold leaves out.
        Frame("C1", 1, truth: true, red: 230);
        Frame("C1", 2, truth: false, red: 100);
        using var run = Surgicalai.StartIn(_folder.Root, "model", "operating-point", "--model", _model.Folder, "--data", "polypgen:.", "--allow", "0.1");
        Assert.Equal(0, await run.ExitAsync(Soon));
        Assert.InRange(ModelCard.Load(Path.Combine(_model.Folder, "card.json")).DetectionThreshold!.Value, 0.8, 0.91);
        Assert.Equal(_model.Open().Card.Sha256, ModelCard.Load(Path.Combine(_model.Folder, "card.json")).Sha256);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _model.Dispose();
    }

    private void Polyp(string relative, int x) => Draw(relative, new(x, 150, 120, 90), 230);

    private void Frame(string centre, int number, bool truth, int red)
    {
        Draw($"data_{centre}/images_{centre}/{number}.jpg", new(200, 150, 120, 90), red);
        (Rect, byte)[] areas = truth ? [(new(200, 150, 120, 90), 255)] : [];
        _folder.Mask($"data_{centre}/masks_{centre}/{number}_mask.jpg", 640, 480, areas);
    }

    private void Draw(string relative, Rect where, int red)
    {
        using var picture = new Mat(480, 640, MatType.CV_8UC3, new Scalar(40, 40, 60));
        picture.Rectangle(where, new Scalar(40, 40, red), thickness: -1);
        _folder.Save(relative, picture);
    }
}
