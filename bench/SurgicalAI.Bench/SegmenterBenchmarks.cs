using BenchmarkDotNet.Attributes;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Inference;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.Bench;

/// <summary>The shipped segmentation network on raw pictures, from the copy into its input to the label maps.</summary>
[MemoryDiagnoser]
public class SegmenterBenchmarks
{
    private readonly ImagePool _pool = new();
    private OnnxSegmenter? _segmenter;
    private StereoFrame? _stereo;
    private StereoFrame? _mono;

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _segmenter = OnnxSegmenter.Load(new OnnxOptions { Threads = Threads }, _pool);
        _mono = new(BenchPictures.Tissue(_pool, 640, 360), null);
        _stereo = new(BenchPictures.Tissue(_pool, 640, 360), BenchPictures.Tissue(_pool, 640, 360));
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _segmenter?.Dispose();
        _mono?.Dispose();
        _stereo?.Dispose();
    }

    // The input buffer is bound again when the number of eyes changes, so the two contenders never share a run.
    [Benchmark(Baseline = true)]
    public int BothEyes_640x360() => Segment(_stereo);

    [Benchmark]
    public int OneEye_640x360() => Segment(_mono);

    private int Segment(StereoFrame? frame)
    {
        if (frame is null || _segmenter is null)
        {
            return 0;
        }

        using var labels = _segmenter.Segment(frame);
        return labels.Left.Bytes[0];
    }
}
