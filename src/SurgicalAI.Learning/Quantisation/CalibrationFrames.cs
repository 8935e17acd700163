using OpenCvSharp;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Vision.Datasets;
using SurgicalAI.Vision.Segmentation.Cells;

namespace SurgicalAI.Learning.Quantisation;

/// <summary>Frames of a set in two equal halves that alternate: those that ranges are taken from, and others to compare on.</summary>
internal sealed class CalibrationFrames : IDisposable
{
    private readonly IFrameSet _set;
    private readonly int[] _calibration;
    private readonly int[] _others;
    private readonly TensorBuffer<float> _pixels;
    private readonly PlaneScaler _scaler;
    private readonly Mat _picture = new();

    /// <summary>Chooses the frames.</summary>
    /// <param name="set">Frames; not disposed.</param>
    /// <param name="form">Size and scaling.</param>
    /// <param name="count">Frames of each half.</param>
    /// <exception cref="UserErrorException">The set has fewer than two frames.</exception>
    public CalibrationFrames(IFrameSet set, CellForm form, int count)
    {
        var most = Math.Min(2 * count, set.Frames.Count);
        if (most < 2)
        {
            throw new UserErrorException($"{set.Name} has {set.Frames.Count} frame(s): two are needed at least, one to take ranges from and one to compare.");
        }

        int[] chosen = [.. Enumerable.Range(0, most).Select(i => (int)((long)i * set.Frames.Count / most))];
        (_set, _calibration, _others) = (set, [.. chosen.Where((_, i) => i % 2 == 0)], [.. chosen.Where((_, i) => i % 2 == 1)]);
        _pixels = new([.. form.Part.InputShape]);
        _scaler = new(_pixels, form.Normalise);
    }

    /// <summary>Scaled pixels of the frames to take ranges from, in one buffer that each of them fills anew.</summary>
    public IEnumerable<TensorBuffer<float>> Scaled()
    {
        foreach (var index in _calibration)
        {
            Read(index);
            using var resizer = new PictureResizer(_picture.Width, _picture.Height, _pixels);
            resizer.Resize(_picture.AsSpan<byte>());
            _scaler.Scale(resizer.Sums);
            yield return _pixels;
        }
    }

    /// <summary>The frames to compare on: pixels and size.</summary>
    public IEnumerable<(byte[] Picture, int WidthPx, int HeightPx)> Others()
    {
        foreach (var index in _others)
        {
            Read(index);
            yield return (_picture.AsSpan<byte>().ToArray(), _picture.Width, _picture.Height);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pixels.Dispose();
        _picture.Dispose();
    }

    private void Read(int index) => _set.ReadPicture(index, _picture);
}
