using SurgicalAI.App.Engine;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Time;
using SurgicalAI.Pipeline.Engine;
using SurgicalAI.Pipeline.Operators;
using SurgicalAI.Transport.Json;
using SurgicalAI.Transport.Memory;
using SurgicalAI.Vision.Video;

namespace SurgicalAI.Tests.Native.App;

public sealed class TipNodeTests : IDisposable
{
    private const int Width = 320;
    private const int Height = 256;
    private static readonly StereoCamera s_camera = new(CameraIntrinsics.FromHorizontalFov(Width, Height, 1.05), 0.006, 30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tips-");
    private readonly ImagePool _pool = new();
    private long _originNs;

    [Fact]
    public void OnNext_ToolInBothEyes_TipsOnTheWire()
    {
        var (broker, time) = (new MemoryBroker(), TimeProvider.System);
        var (engine, watcher) = (new MemoryBus(broker, "engine", time), new MemoryBus(broker, "watcher", time));
        var heard = new List<TipsMessage>();
        using var listening = watcher.Subscribe(Topics.Tips, heard.Add);
        var node = new TipPublisher(new(s_camera, default), engine);
        for (var i = 0; i < 4; i++)
        {
            node.OnNext(View(i));
        }

        Assert.Equal([1, 2, 3, 4], heard.Select(m => m.Header.Sequence));
        var last = heard[^1];
        Assert.Equal(_originNs, last.Header.StampNs);
        var tip = Assert.Single(last.Left);
        Assert.InRange(tip.XPx, 190, 203);
        Assert.InRange(tip.YPx, 125, 135);
        Assert.True(tip.Axis is { DirectionX: > 0.9 } && !tip.Foretold);
        Assert.Single(last.Right);
        var space = Assert.Single(last.Tips);
        Assert.True(space.WithArm);
        Assert.InRange(space.P_ecm.Z, 0.05, 0.12);
        Assert.Equal(0, _pool.LentCount);
    }

    [Fact]
    public void Recorder_WithTips_DrawsThemAndKeepsALineAFrame()
    {
        var (plain, drawn) = (Record("plain.mp4", null), Record("drawn.mp4", new TipWatch(s_camera, default)));
        Assert.True(plain.Zip(drawn).Sum(p => Math.Abs(p.First - p.Second)) > 10_000);
        Assert.Equal(["drawn.mp4", "drawn.tips.jsonl", "plain.mp4"], _folder.GetFiles().Select(f => f.Name).Order());
        var lines = File.ReadAllLines(Path.Combine(_folder.FullName, "drawn.tips.jsonl"));
        Assert.Equal(5, lines.Length);
        var last = MessageCodec.Decode<TipsMessage>(System.Text.Encoding.UTF8.GetBytes(lines[^1]));
        Assert.True(last.Ok);
        Assert.Equal((_originNs, 1), (last.Value.Header.StampNs, last.Value.Left.Count));
        Assert.Equal(0, _pool.LentCount);
    }

    [Fact]
    public void Record_FolderMissing_OneLine()
    {
        var error = Assert.Throws<UserErrorException>(() => new TipRecord(Path.Combine(_folder.FullName, "nowhere", "x.mp4")));
        Assert.Contains("x.tips.jsonl cannot be written", error.Message);
    }

    [Fact]
    public async Task Run_TipsThatNobodySees_OneLineExit2()
    {
        using var run = Surgicalai.Start("run", "--source", "nothing.mp4", "--mode", "observe", "--headless", "--tips");
        Assert.Equal(2, await run.ExitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains(run.Errors, line => line.Contains("--tips: nobody would see them", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Delete(recursive: true);
    }

    private byte[] Record(string name, TipWatch? tips)
    {
        var path = Path.Combine(_folder.FullName, name);
        using (var recorder = new OverlayRecorder(path, s_camera, null, null, tips))
        {
            for (var i = 0; i < 5; i++)
            {
                recorder.OnNext(View(i));
            }
        }

        byte[] last = [];
        foreach (var frame in new OpenCvVideoCodec(_pool).Read(path))
        {
            last = frame.Bytes.ToArray();
            frame.Dispose();
        }

        return last;
    }

    // A straight tool from the left border: shaft, wrist, and closed jaws that end at x = 200; the arm says the same, 70 mm away.
    private Stamped<EngineView> View(int number)
    {
        _originNs = Math.Max(_originNs + 1, TimeProvider.System.NowNs());
        var none = new Fault(FaultCode.NotAllowed, "none");
        var pose = CameraConvention.T_ecm_eye * new Pose<EyeFrame, ToolFrame>(Rotation.AboutY(Math.PI / 2), new(0, 0, 0.07));
        var frame = new SegmentedFrame(new(Eye(PixelFormat.Bgr8), Eye(PixelFormat.Bgr8)), new(Eye(PixelFormat.Gray8), Eye(PixelFormat.Gray8)));
        return new(new(frame, new ToolState(_originNs, pose, 0), none, 0), _originNs, number);
    }

    private ImageLease Eye(PixelFormat format)
    {
        var lease = _pool.Rent(Width, Height, format);
        if (format == PixelFormat.Bgr8)
        {
            lease.Bytes.Fill(90);
            return lease;
        }

        lease.Bytes.Clear();
        Fill(lease, 0, 130, 14, SegmentationClass.Shaft);
        Fill(lease, 130, 156, 10, SegmentationClass.Wrist);
        Fill(lease, 156, 200, 5, SegmentationClass.Jaw);
        return lease;
    }

    private static void Fill(ImageLease labels, int left, int right, int half, SegmentationClass what)
    {
        for (var y = 130 - half; y <= 130 + half; y++)
        {
            labels.Bytes.Slice((y * Width) + left, right - left).Fill((byte)what);
        }
    }
}
