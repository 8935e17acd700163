using BenchmarkDotNet.Attributes;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Messages;
using SurgicalAI.Vision.Overlay;
using SurgicalAI.Vision.Video;

namespace SurgicalAI.Bench;

/// <summary>What the console's picture costs: copy, outlines, ghost, JPEG.</summary>
[MemoryDiagnoser]
public class OverlayBenchmarks
{
    private readonly CameraIntrinsics _camera = CameraIntrinsics.FromHorizontalFov(640, 360, 60 * Si.Deg);
    private readonly Waypoint[] _way = new Waypoint[15];
    private readonly ImagePool _pool = new();
    private readonly OverlayPainter _painter = new(new());
    private readonly JpegEncoder _encoder = new();
    private readonly ImageLease _picture;
    private readonly ImageLease _large;
    private readonly ImageLease _copy;
    private readonly ImageLease _labels;

    public OverlayBenchmarks()
    {
        _picture = BenchPictures.Tissue(_pool, 640, 360);
        _large = BenchPictures.Tissue(_pool, 1920, 1080);
        _copy = BenchPictures.Tissue(_pool, 640, 360);
        _labels = BenchPictures.Labels(_pool);
        for (var i = 0; i < _way.Length; i++)
        {
            _way[i] = new(i, new(Rotation.AboutX(0.4), new(0.02 - (0.002 * i), 0.001 * i, 0.1)), 0.5);
        }
    }

    [Benchmark(Baseline = true)]
    public void Copy_640x360() => _picture.Bytes.CopyTo(_copy.Bytes);

    [Benchmark]
    public void Outlines_640x360() => _painter.Outlines(_copy, _labels);

    [Benchmark]
    public void Outlines_1920x1080() => _painter.Outlines(_large, _labels);

    [Benchmark]
    public void Motion_640x360() => _painter.Motion(_copy, _way, _camera);

    [Benchmark]
    public void Status_640x360() => _painter.Status(_copy, "suggest 42 ms");

    [Benchmark]
    public int Jpeg_640x360() => _encoder.Encode(_copy).Length;

    [GlobalCleanup]
    public void Cleanup()
    {
        _painter.Dispose();
        _encoder.Dispose();
        _picture.Dispose();
        _large.Dispose();
        _copy.Dispose();
        _labels.Dispose();
        _pool.Dispose();
    }
}
