using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Inference;

namespace SurgicalAI.Vision.Segmentation;

/// <summary>
/// Segmentation by a network whose graph takes raw 8-bit pictures and answers with label maps. Both eyes go through one
/// run. Not thread-safe: one call at a time.
/// </summary>
public sealed class OnnxSegmenter : ISegmenter
{
    /// <summary>Name of the folder that holds the network.</summary>
    public const string ModelName = "endoscope-segmentation";

    private readonly OnnxModel _model;
    private readonly ImagePool _pool;
    private readonly int _heightPx;
    private readonly int _widthPx;
    private TensorBuffer<byte>? _frames;
    private TensorBuffer<byte>? _labels;
    private (int Eyes, int HeightPx, int WidthPx) _bound;

    /// <summary>Wraps a loaded model.</summary>
    /// <param name="model">Input <c>frames</c> uint8 [N,H,W,3] BGR, output <c>labels</c> uint8 [N,h,w]; this segmenter disposes it.</param>
    /// <param name="pool">Where label maps are lent from.</param>
    /// <exception cref="UserErrorException">The card's tensors or classes are not those of a segmentation network.</exception>
    public OnnxSegmenter(OnnxModel model, ImagePool pool)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(pool);
        (_heightPx, _widthPx) = SegmentationContract.LabelSize(model.Card);
        _model = model;
        _pool = pool;
    }

    /// <inheritdoc/>
    public string Model => _model.Id;

    /// <summary>Loads the network of <see cref="ModelName"/>.</summary>
    /// <param name="options">Device and threads.</param>
    /// <param name="pool">Where label maps are lent from.</param>
    /// <exception cref="UserErrorException">The model is missing, damaged or not a segmentation network.</exception>
    public static OnnxSegmenter Load(OnnxOptions options, ImagePool pool) =>
        Load(ModelDirectory.Find(ModelName), options, pool);

    /// <summary>Loads the network of a folder.</summary>
    /// <param name="directory">Folder with network and card.</param>
    /// <param name="options">Device and threads.</param>
    /// <param name="pool">Where label maps are lent from.</param>
    /// <exception cref="UserErrorException">The model is damaged or not a segmentation network.</exception>
    public static OnnxSegmenter Load(ModelDirectory directory, OnnxOptions options, ImagePool pool)
    {
        var model = OnnxModel.Load(directory, options);
        try
        {
            return new(model, pool);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Prepares for pictures of a size, so that the first frame is as fast as the next.</summary>
    public void WarmUp(int widthPx, int heightPx, bool stereo)
    {
        Prepare(stereo ? 2 : 1, heightPx, widthPx);
        _model.WarmUp();
    }

    /// <inheritdoc/>
    public StereoFrame Segment(StereoFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var (left, right) = (frame.Left, frame.Right);
        if (left.Format != PixelFormat.Bgr8 || (right is not null && right.Bytes.Length != left.Bytes.Length))
        {
            throw new ArgumentException($"Expected {PixelFormat.Bgr8} pictures of equal size, got {left.Format}.", nameof(frame));
        }

        var (frames, labels) = Prepare(right is null ? 1 : 2, left.HeightPx, left.WidthPx);
        left.Bytes.CopyTo(frames.Span);
        right?.Bytes.CopyTo(frames.Span[left.Bytes.Length..]);
        _model.Run();
        var map = labels.Span;
        var size = _heightPx * _widthPx;
        return new(Lend(map[..size]), right is null ? null : Lend(map[size..]));
    }

    /// <summary>Frees the network and its buffers.</summary>
    public void Dispose()
    {
        _model.Dispose();
        _frames?.Dispose();
        _labels?.Dispose();
    }

    // Binding happens only when the picture size or the number of eyes changes.
    private (TensorBuffer<byte> Frames, TensorBuffer<byte> Labels) Prepare(int eyes, int heightPx, int widthPx)
    {
        if (_frames is null || _labels is null || _bound != (eyes, heightPx, widthPx))
        {
            var (oldFrames, oldLabels) = (_frames, _labels);
            _frames = new(eyes, heightPx, widthPx, 3);
            _labels = new(eyes, _heightPx, _widthPx);
            _model.BindInput("frames", _frames);
            _model.BindOutput("labels", _labels);
            _bound = (eyes, heightPx, widthPx);
            oldFrames?.Dispose();
            oldLabels?.Dispose();
        }

        return (_frames, _labels);
    }

    private ImageLease Lend(ReadOnlySpan<byte> map)
    {
        var lease = _pool.Rent(_widthPx, _heightPx, PixelFormat.Gray8);
        map.CopyTo(lease.Bytes);
        return lease;
    }
}
