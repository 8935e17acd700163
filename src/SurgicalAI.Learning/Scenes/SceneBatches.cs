using OpenCvSharp;
using SurgicalAI.Learning.Scenes.Augment;
using SurgicalAI.Learning.Scenes.Data;
using SurgicalAI.Learning.Training;
using static TorchSharp.torch;
using Size = OpenCvSharp.Size;

namespace SurgicalAI.Learning.Scenes;

/// <summary>One step's frames on the CPU; bytes, to be widened on the device.</summary>
/// <param name="Pictures">(batch, height, width, 3); valid until the next batch.</param>
/// <param name="Labels">(batch, height, width), values of <see cref="PixelMeanings"/>.</param>
/// <param name="Lesions">(batch, height, width): 1, 0, or 255 for unknown.</param>
internal readonly record struct SceneBatch(byte[] Pictures, Tensor Labels, Tensor Lesions);

/// <summary>
/// Mixes batches from every source: simulator frames as they are, real frames with labels and unlabelled ones, with instruments laid over
/// that are drawn, or cut out of simulator frames or of outlined real ones. Step by step reproducible.
/// </summary>
internal sealed class SceneBatches : IDisposable
{
    // How many real frames get instruments laid over: of those that show none, and of those that have their own.
    private const double OftenLaidOver = 0.8;
    private const double RarelyLaidOver = 0.25;

    // How many of those get instruments out of simulator frames, and out of outlined real ones.
    private const double FromRendered = 0.6;
    private const double FromReal = 0.5;

    private readonly SceneData _data;
    private readonly InstrumentPaste _paste;
    private readonly List<SceneFrame> _outlined;
    private readonly SceneWarp _warp;
    private readonly Photometry _photometry;
    private readonly ulong _seed;
    private readonly int _batch;
    private readonly byte[] _pictures;
    private readonly byte[] _labels;
    private readonly byte[] _lesions;
    private readonly Size _size;
    private readonly double _fourierShare;

    /// <summary>Makes the mixer.</summary>
    /// <param name="data">Frames.</param>
    /// <param name="widthPx">Width of the pictures, pixels.</param>
    /// <param name="heightPx">Height of the pictures, pixels.</param>
    /// <param name="batch">Pictures in a batch.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="fourierShare">How many of the simulator's frames get the low frequencies of an unlabelled one, 0 to 1.</param>
    public SceneBatches(SceneData data, int widthPx, int heightPx, int batch, ulong seed, double fourierShare = 0)
    {
        _fourierShare = fourierShare;
        (_data, _batch, _seed, _size) = (data, batch, seed, new(widthPx, heightPx));
        (_warp, _photometry, _paste) = (new(_size), new(seed), new(data.Meanings));
        _outlined = [.. data.Labelled.Where(s => s.KnowsInstruments).SelectMany(s => s.Frames).Where(_paste.HasAny)];
        var pixels = widthPx * heightPx;
        (_pictures, _labels, _lesions) = (new byte[batch * pixels * 3], new byte[batch * pixels], new byte[batch * pixels]);
    }

    /// <summary>Size of the pictures.</summary>
    public Size Size => _size;

    /// <summary>A batch; the caller disposes its tensors.</summary>
    public SceneBatch Make(int epoch, int step)
    {
        var pixels = _size.Width * _size.Height;
        _ = Parallel.For(0, _batch, i =>
        {
            using var frame = Draw(SeedMix.Random(_seed, epoch, ((long)step * _batch) + i), ((step * _batch) + i) % 3);
            frame.Picture.AsSpan<byte>().CopyTo(_pictures.AsSpan(i * pixels * 3));
            frame.Labels.AsSpan<byte>().CopyTo(_labels.AsSpan(i * pixels));
            frame.Lesion.AsSpan<byte>().CopyTo(_lesions.AsSpan(i * pixels));
        });
        return new(
            _pictures, tensor(_labels, [_batch, _size.Height, _size.Width]),
            tensor(_lesions, [_batch, _size.Height, _size.Width]));
    }

    /// <summary>A real frame with instruments over it, as in training but with the whole field shown; for validation.</summary>
    public SceneFrame Composite(SceneFrame real, int index)
    {
        var random = SeedMix.Random(_seed, -3, index);
        var frame = _warp.Of(real, null, PixelMeanings.NoInstrument);
        Maybe(OftenLaidOver, random, () => AddInstruments(frame, _data.RenderedHeldOut, [], random));
        _photometry.Apply(frame.Picture, random);
        return frame;
    }

    /// <summary>A frame as the network sees it at run time.</summary>
    public SceneFrame Plain(SceneFrame frame) => _warp.Of(frame, null, PixelMeanings.Anything);

    public void Dispose() => _photometry.Dispose();

    private SceneFrame Draw(Random random, int kind)
    {
        SceneFrame frame;
        if (kind == 0 && _data.Rendered.Count > 0)
        {
            frame = _warp.Of(Pick(_data.Rendered, random), random, 0);
            Restyle(frame.Picture, random);
            Maybe(0.15, random, () => InstrumentPainter.Apply(frame, random));
        }
        else
        {
            frame = Real(random, kind);
        }

        _photometry.Apply(frame.Picture, random);
        return frame;
    }

    private void Restyle(Mat picture, Random random)
    {
        if (_fourierShare <= 0 || _data.Unlabelled.Count == 0 || random.NextDouble() >= _fourierShare)
        {
            return;
        }

        using var style = Pick(_data.Unlabelled, random).Picture.Resize(_size, interpolation: InterpolationFlags.Area);
        FourierTransfer.Apply(picture, style, 0.005 + (0.025 * random.NextDouble()));
    }

    // Labelled and unlabelled frames take turns where there are both.
    private SceneFrame Real(Random random, int kind)
    {
        if (_data.Unlabelled.Count > 0 && (_data.Labelled.Count == 0 || kind == 2))
        {
            return OverTissue(_data.Unlabelled, OftenLaidOver, random);
        }

        if (_data.Labelled.Count == 0)
        {
            return _warp.Of(Pick(_data.Rendered, random), random, 0);
        }

        var source = _data.Labelled[random.Next(_data.Labelled.Count)];
        return OverTissue(source.Frames, source.KnowsInstruments ? RarelyLaidOver : OftenLaidOver, random);
    }

    private SceneFrame OverTissue(List<SceneFrame> frames, double share, Random random)
    {
        var frame = _warp.Of(Pick(frames, random), random, PixelMeanings.NoInstrument);
        Maybe(share, random, () => AddInstruments(frame, _data.Rendered, _outlined, random));
        return frame;
    }

    private void AddInstruments(SceneFrame frame, List<SceneFrame> rendered, List<SceneFrame> outlined, Random random)
    {
        for (var left = random.Next(3); left > 0; left--)
        {
            InstrumentPainter.Apply(frame, random);
        }

        MaybePaste(FromRendered, frame, rendered, random);
        MaybePaste(FromReal, frame, outlined, random);
    }

    private void MaybePaste(double chance, SceneFrame frame, List<SceneFrame> sources, Random random)
    {
        if (sources.Count == 0 || random.NextDouble() >= chance)
        {
            return;
        }

        using var warped = _warp.Of(Pick(sources, random), random, PixelMeanings.NoInstrument);
        _paste.Apply(warped, frame, random);
    }

    private static SceneFrame Pick(List<SceneFrame> frames, Random random) => frames[random.Next(frames.Count)];

    private static void Maybe(double chance, Random random, Action action)
    {
        if (random.NextDouble() < chance)
        {
            action();
        }
    }
}
