using System.Text.Json.Nodes;
using OpenCvSharp;
using SurgicalAI.App.Labelling;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Tests.Native.App;
using SurgicalAI.Tests.Native.Datasets;
using SurgicalAI.Tests.Native.Inference;
using SurgicalAI.Tests.Native.Learning.Scenes;
using SurgicalAI.Tests.Native.Vision;
using SurgicalAI.Vision.Video;

namespace SurgicalAI.Tests.Native.Labelling;

public sealed class LabelRunTests : IDisposable
{
    private static readonly Scalar Shaft = new(255, 0, 0);
    private static readonly Scalar Jaw = new(0, 0, 255);

    // Nearest to black, and red enough for a lesion at the threshold of 0.4.
    private static readonly Scalar Polyp = new(0, 0, 115);

    private readonly DataFolder _folder = new();
    private readonly TinyOnnx _scene = TinyOnnx.Scene(card => card with { LesionThreshold = 0.4, DetectionThreshold = 0.4 });
    private readonly TinyOnnx _plain = new();

    [Fact]
    public void Execute_PicturesOfEveryForm_OneMapEachAtItsOwnSize()
    {
        Draw("in/b.png", 640, 480, (new(100, 100, 300, 80), Shaft));
        Draw("in/a.jpg", 321, 203, (new(40, 40, 120, 60), Shaft));
        Draw("in/c.bmp", 64, 48);
        Draw("in/d.tiff", 1280, 1024, (new(0, 0, 640, 1024), Shaft));
        _folder.Text("in/notes.txt", "no picture");
        Run(_plain);
        Assert.Equal(["a.png", "b.png", "c.png", "d.png", "labels.json"], Written());
        Assert.Equal([(321, 203), (640, 480), (64, 48), (1280, 1024)], new[] { "a", "b", "c", "d" }.Select(name => Size($"out/{name}.png")));
        using var map = Map("out/b.png");
        Assert.Equal((1, 1), (map.At<byte>(140, 250), map.At<byte>(102, 102)));
        Assert.Equal((0, 0, 300 * 80), (map.At<byte>(90, 250), map.At<byte>(190, 250), map.CountNonZero()));
    }

    [Fact]
    public void Execute_SameStem_LaterOneKeepsItsExtension()
    {
        Draw("in/a.jpg", 64, 48);
        Draw("in/a.png", 32, 24);
        Run(_plain);
        Assert.Equal(["a.png", "a.png.png", "labels.json"], Written());
        Assert.Equal(((64, 48), (32, 24)), (Size("out/a.png"), Size("out/a.png.png")));
    }

    [Fact]
    public void Execute_PicturesInFoldersBelow_KeepTheirFolders()
    {
        Draw("in/OP1/a.png", 64, 48);
        Draw("in/OP2/a.png", 32, 24);
        Run(_plain);
        Assert.Equal(["OP1/a.png", "OP2/a.png", "labels.json"], Written());
    }

    [Fact]
    public void Execute_Lesion_IsLabelledExceptOnTheInstrument()
    {
        Draw("in/a.png", 640, 384, (new(100, 100, 200, 150), Polyp), (new(150, 150, 50, 50), Jaw));
        Run(_scene, detect: true, doubt: true);
        using var map = Map("out/a.png");
        Assert.Equal((6, 3, 0), (map.At<byte>(120, 120), map.At<byte>(175, 175), map.At<byte>(20, 20)));
        var labels = LabelFile.Read(_folder.At("out/labels.json"));
        Assert.True(labels.TryGet(6, out var polyp) && polyp is { Name: "polyp", Kind: LabelKind.Lesion });
        Assert.True(labels.TryGet("jaw", out var jaw) && jaw is { Id: 3, Kind: LabelKind.Instrument });
        using var doubt = Map("out/doubt/a.png");
        Assert.Equal((640, 384, 140, 0), (doubt.Width, doubt.Height, doubt.At<byte>(120, 120), doubt.At<byte>(20, 20)));
        var box = Assert.Single(Detections()["frames"]![0]!["boxes"]!.AsArray())!;
        Assert.Equal("polyp", (string?)box["label"]);
        Assert.Equal([100, 100, 200, 150], box["box"]!.AsArray().Select(v => Math.Round((double)v! / 2) * 2));
    }

    [Fact]
    public async Task Segment_TheSceneNetworkAsAProcess_LabelsDoubtsAndEndsInOrder()
    {
        using var scene = new SmallSceneModel();
        _folder.Picture("in/a.png", 320, 200);
        using var run = Surgicalai.StartIn(_folder.Root, "segment", "--in", "in", "--out", "out", "--model", scene.Folder, "--doubt", "--detect");
        Assert.Equal(0, await run.ExitAsync(TimeSpan.FromSeconds(120)));
        Assert.Equal(["a.png", "detections.json", "doubt/a.png", "labels.json"], Written());
        Assert.Equal(((320, 200), (320, 200)), (Size("out/a.png"), Size("out/doubt/a.png")));
        Assert.True(LabelFile.Read(_folder.At("out/labels.json")).TryGet(16, out var polyp) && polyp.Name == "polyp");
    }

    [Fact]
    public void Execute_ATool_TipAxisAndNoTrackInPictures()
    {
        // A shaft from the left border with jaws at its end.
        Draw("in/a.png", 640, 384, (new(0, 170, 300, 40), Shaft), (new(300, 178, 100, 24), Jaw));
        Draw("in/b.png", 640, 384);
        Run(_plain, detect: true);
        var tools = Detections()["frames"]![0]!["tools"]!.AsArray();
        var tool = Assert.Single(tools)!;
        Assert.InRange(tool["tip"]![0]!.GetValue<double>(), 390, 402);
        Assert.InRange(tool["tip"]![1]!.GetValue<double>(), 186, 194);
        Assert.InRange(tool["shaft"]!["direction"]![0]!.GetValue<double>(), 0.999, 1);
        Assert.Null(tool["track"]);
        Assert.Empty(Detections()["frames"]![1]!["tools"]!.AsArray());
    }

    [Fact]
    public void Execute_Crop_LabelsTheFieldAsIfItWereTheFrame()
    {
        Draw("in/a.png", 1920, 1080, (new(320, 28, 1280, 1024), new(30, 30, 90)), (new(700, 300, 400, 300), Shaft));
        new LabelRun(Settings(_scene) with { Crop = true, Detect = true }).Execute(TestContext.Current.CancellationToken);
        using var map = Map("out/a.png");
        Assert.Equal((1920, 1080, 1, 0, 0), (map.Width, map.Height, map.At<byte>(450, 900), map.At<byte>(450, 600), map.At<byte>(10, 10)));
        Assert.InRange(map.CountNonZero(), 400 * 300 * 0.97, 400 * 300 * 1.03);
        Assert.Equal(("rectangle", "[320,28,1280,1024]"), ((string?)Field()["shape"], Field()["box"]!.ToJsonString().Replace("\n", "").Replace(" ", "")));
    }

    [Fact]
    public void Execute_OutOfBody_FlaggedAndLabelled()
    {
        Draw("in/a.png", 320, 240, (new(0, 0, 320, 240), new(150, 110, 60)), (new(50, 50, 100, 100), Shaft));
        new LabelRun(Settings(_scene) with { Detect = true }).Execute(TestContext.Current.CancellationToken);
        using var map = Map("out/a.png");
        Assert.True((bool?)Detections()["frames"]![0]!["quality"]!["out_of_body"]);
        Assert.InRange(map.CountNonZero(), 1, 320 * 240);
    }

    [Fact]
    public void Execute_Video_EveryFrameUnderItsNumber()
    {
        using var clips = new Clips();
        Run(_scene, input: clips.Write("clip.mp4", frames: 31), detect: true);
        Assert.Equal([.. Enumerable.Range(0, 31).Select(i => $"clip_{i:D6}.png"), "detections.json", "labels.json"], Written());
        Assert.Equal((64, 48), Size("out/clip_000030.png"));
        var frames = Detections()["frames"]!.AsArray();
        Assert.Equal(("clip_000030", 1.0), ((string?)frames[30]!["name"], Math.Round((double)frames[30]!["time_s"]!, 3)));
    }

    [Fact]
    public void Execute_VideoWithALesion_OneTrackFromTheThirdFrameOn()
    {
        Film("clip.mp4", 12, new(40, 40, 60), (new(100, 100, 120, 90), new(40, 40, 230)));
        Run(_scene, input: _folder.At("clip.mp4"), detect: true);
        var tracks = Detections()["frames"]!.AsArray().Select(f => string.Join(' ', f!["boxes"]!.AsArray().Select(b => (int)b!["track"]!))).ToArray();
        Assert.Equal(["", "", .. Enumerable.Repeat("1", 10)], tracks);
    }

    [Fact]
    public void Execute_Tips_AreDrawnIntoTheVideoAgain()
    {
        Film("clip.mp4", 6, Scalar.Black, (new(0, 200, 300, 60), Shaft), (new(300, 215, 90, 30), Jaw));
        new LabelRun(Settings(_plain, _folder.At("clip.mp4")) with { Tips = true, RecordOutOfBody = true }).Execute(TestContext.Current.CancellationToken);
        Assert.Contains("tips.mp4", Written());
        var drawn = LastFrame("out/tips.mp4");
        var plain = LastFrame("clip.mp4");
        Assert.Equal(6, drawn.Frames);
        Assert.True(Apart(plain, drawn, new(375, 205, 30, 50)) > 5, "at the tip");
        Assert.True(Apart(plain, drawn, new(400, 350, 200, 100)) < 5, "elsewhere");
        Draw("in/a.png", 64, 48);
        var refusal = Assert.Throws<UserErrorException>(() => new LabelRun(Settings(_plain) with { Tips = true }).Execute(TestContext.Current.CancellationToken));
        Assert.StartsWith("--tips draws into a video", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_TipsOutsideTheBody_AreNotRecorded()
    {
        Film("room.mp4", 4, new(160, 110, 60));
        new LabelRun(Settings(_plain, _folder.At("room.mp4")) with { Tips = true }).Execute(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("tips.mp4", Written());
    }

    [Fact]
    public void Execute_FirstFramesOnly_StopsThere()
    {
        using var clips = new Clips();
        Run(_plain, input: clips.Write("clip.mp4", frames: 9), frames: 2);
        Assert.Equal(["clip_000000.png", "clip_000001.png", "labels.json"], Written());
    }

    [Fact]
    public void Execute_ACorruptPicture_IsNamedAndNothingIsWritten()
    {
        Draw("in/a.png", 64, 48);
        Draw("in/b.png", 64, 48);
        _folder.Truncate("in/b.png");
        Assert.Contains("in/b.png: the picture is corrupt", Refusal(_plain), StringComparison.Ordinal);
        _folder.Text("in/b.png", "");
        _folder.Text("in/c.bmp", "This is a text file.\n");
        File.Delete(_folder.At("in/b.png"));
        Assert.Contains("in/c.bmp", Refusal(_plain), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.At("out")));
    }

    [Fact]
    public void Execute_BadInput_IsOneLine()
    {
        _folder.Text("in/notes.txt", "no picture");
        Assert.Contains("in holds no picture", Refusal(_plain), StringComparison.Ordinal);
        Assert.Contains("in/notes.txt is not a video", Refusal(_plain, _folder.At("in/notes.txt")), StringComparison.Ordinal);
        Assert.Contains("absent.png: the picture is missing", Refusal(_plain, _folder.At("absent.png")), StringComparison.Ordinal);
        Draw("in/a.png", 64, 48);
        Assert.Contains("tells no doubt", Assert.Throws<UserErrorException>(() => Run(_plain, doubt: true)).Message, StringComparison.Ordinal);
        File.AppendAllText(Path.Combine(_plain.Folder, "model.onnx"), "x");
        Assert.Contains("model.onnx is damaged or changed", Refusal(_plain), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.At("out")));
    }

    [Fact]
    public void Execute_IntoTheFolderOfThePictures_LeavesThemAsTheyAre()
    {
        Draw("out/a.png", 64, 48, (new(0, 0, 20, 20), Shaft));
        var before = File.ReadAllBytes(_folder.At("out/a.png"));
        Assert.Contains("a picture that is read", Refusal(_plain, _folder.At("out")), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder.At("out/a.png")));
    }

    [Fact]
    public void Execute_Stopped_LeavesWholeFilesOnly()
    {
        using var clips = new Clips();
        var clip = clips.Write("clip.mp4", frames: 200);
        using var stop = new CancellationTokenSource();
        using var watcher = new FileSystemWatcher(Directory.CreateDirectory(_folder.At("out")).FullName) { EnableRaisingEvents = true };
        watcher.Renamed += (_, e) => Stop(e.Name?.Contains("_000002", StringComparison.Ordinal) == true, stop);
        Assert.Throws<OperationCanceledException>(() => new LabelRun(Settings(_plain, clip)).Execute(stop.Token));
        Assert.All(Written(), name => Assert.True(name == "labels.json" || Size($"out/{name}") == (64, 48), name));
        Assert.InRange(Written().Length, 4, 200);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _scene.Dispose();
        _plain.Dispose();
    }

    private static void Stop(bool now, CancellationTokenSource stop)
    {
        if (now)
        {
            stop.Cancel();
        }
    }

    private void Draw(string relative, int width, int height, params (Rect Where, Scalar Bgr)[] areas)
    {
        using var picture = new Mat(height, width, MatType.CV_8UC3, Scalar.Black);
        foreach (var (where, colour) in areas)
        {
            picture.Rectangle(where, colour, thickness: -1);
        }

        _folder.Save(relative, picture);
    }

    private (int Frames, byte[] Bgr) LastFrame(string relative)
    {
        using var pool = new ImagePool();
        var (frames, last) = (0, Array.Empty<byte>());
        foreach (var frame in new OpenCvVideoCodec(pool).Read(_folder.At(relative)))
        {
            (frames, last) = (frames + 1, frame.Bytes.ToArray());
            frame.Dispose();
        }

        return (frames, last);
    }

    // Mean difference within a part of a picture 640 wide.
    private static double Apart((int Frames, byte[] Bgr) a, (int Frames, byte[] Bgr) b, Rect where)
    {
        var sum = 0.0;
        for (var i = 0; i < 3 * where.Width * where.Height; i++)
        {
            var (y, x) = Math.DivRem(i, 3 * where.Width);
            var at = (3 * (((where.Y + y) * 640) + where.X)) + x;
            sum += Math.Abs(a.Bgr[at] - b.Bgr[at]);
        }

        return sum / (3 * where.Width * where.Height);
    }

    private void Film(string relative, int frames, Scalar ground, params (Rect Where, Scalar Bgr)[] areas)
    {
        using var pool = new ImagePool();
        using var writer = new OpenCvVideoCodec(pool).Create(_folder.At(relative), 640, 480, 30);
        for (var i = 0; i < frames; i++)
        {
            using var picture = pool.Rent(640, 480, PixelFormat.Bgr8);
            using var mat = Mat.FromPixelData(480, 640, MatType.CV_8UC3, picture.Address);
            _ = mat.SetTo(ground);
            foreach (var (where, colour) in areas)
            {
                mat.Rectangle(where, colour, thickness: -1);
            }

            writer.Write(picture);
        }
    }

    private LabelSettings Settings(TinyOnnx model, string? input = null) =>
        new() { In = input ?? _folder.At("in"), Out = new(_folder.At("out")), Model = model.Folder, Device = DeviceChoice.Cpu, Crop = false };

    private void Run(TinyOnnx model, string? input = null, bool doubt = false, bool detect = false, int? frames = null) =>
        new LabelRun(Settings(model, input) with { Doubt = doubt, Detect = detect, Frames = frames }).Execute(TestContext.Current.CancellationToken);

    private string Refusal(TinyOnnx model, string? input = null)
    {
        var message = Assert.Throws<UserErrorException>(() => Run(model, input)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private string[] Written() =>
        [.. Directory.EnumerateFiles(_folder.At("out"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder.At("out"), f)).Order(StringComparer.Ordinal)];

    private JsonNode Detections() => JsonNode.Parse(File.ReadAllText(_folder.At("out/detections.json")))!;

    private JsonNode Field() => Detections()["frames"]![0]!["field"]!;

    private Mat Map(string relative)
    {
        var map = Cv2.ImRead(_folder.At(relative), ImreadModes.Unchanged);
        Assert.Equal(MatType.CV_8UC1, map.Type());
        return map;
    }

    private (int Width, int Height) Size(string relative)
    {
        using var map = Map(relative);
        return (map.Width, map.Height);
    }
}
