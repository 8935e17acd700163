using OpenCvSharp;
using SurgicalAI.App.Verbs;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Sim;
using SurgicalAI.Vision.Datasets;

namespace SurgicalAI.App.Simulation;

/// <summary>
/// The simulator as a labelled set: <c>sim:needle-reach</c>, single scenes with everything randomised; <c>sim:mixed</c>, every task as its
/// script plays it, surgical looks; <c>sim:film</c>, the same as film, most pictures much alike. Frames are rendered when they are read, from seeds that no training uses.
/// </summary>
internal sealed class SimFrameSet : IFrameSet
{
    /// <summary>What its names begin with.</summary>
    public const string Prefix = "sim:";

    private const string Mixed = "sim:mixed";
    private const string Film = "sim:film";
    private const int DefaultFrames = 300;

    private readonly ILabelledScenes _scenes;
    private readonly ulong _firstSeed;
    private readonly ImageLease _picture;
    private readonly ImageLease _labels;
    private int _rendered = -1;

    private SimFrameSet(ILabelledScenes scenes, LabelSet labels, ulong firstSeed, int frames)
    {
        (_scenes, Labels, _firstSeed) = (scenes, labels, firstSeed);
        _picture = ImagePool.Shared.Rent(scenes.WidthPx, scenes.HeightPx, PixelFormat.Bgr8);
        _labels = ImagePool.Shared.Rent(scenes.WidthPx, scenes.HeightPx, PixelFormat.Gray8);
        Frames = [.. Enumerable.Range(0, frames).Select(i => new FrameEntry($"seed-{firstSeed + (ulong)i}", scenes.Name, null, true))];
    }

    /// <inheritdoc/>
    public string Name => _scenes.Name;

    /// <inheritdoc/>
    public LabelSet Labels { get; }

    /// <inheritdoc/>
    public IReadOnlyList<FrameEntry> Frames { get; }

    /// <summary>Opens it.</summary>
    /// <param name="spec">"sim:needle-reach", "sim:mixed" or "sim:film".</param>
    /// <param name="size">WIDTHxHEIGHT of the frames.</param>
    /// <param name="seed">Seed of the first frame.</param>
    /// <param name="frames">Frames; null for 300.</param>
    /// <exception cref="UserErrorException">There is no such source, or the size is impossible.</exception>
    public static SimFrameSet Open(string spec, string size, ulong seed, int? frames)
    {
        if (spec is Mixed or Film)
        {
            var (width, height) = PictureSize.Parse(size);
            return new(spec == Mixed ? new SimMixedScenes(width, height) : new SimFilm(width, height), LabelSet.Of([.. SegmentationClasses.AllNames]), seed, frames ?? DefaultFrames);
        }

        return spec == "sim:needle-reach"
            ? new(new SimLabelledScenes(SimSetup.Options("needle-reach", size, "full")), LabelSet.Of([.. SegmentationClasses.Names]), seed, frames ?? DefaultFrames)
            : throw new UserErrorException($"--data {spec}: of the simulator there are sim:needle-reach, {Mixed} and {Film}.");
    }

    /// <inheritdoc/>
    public void ReadPicture(int index, Mat bgr)
    {
        Render(index);
        bgr.Create(_scenes.HeightPx, _scenes.WidthPx, MatType.CV_8UC3);
        _picture.Bytes.CopyTo(bgr.AsSpan<byte>());
    }

    /// <inheritdoc/>
    public void ReadLabels(int index, Mat labels)
    {
        Render(index);
        labels.Create(_scenes.HeightPx, _scenes.WidthPx, MatType.CV_8UC1);
        _labels.Bytes.CopyTo(labels.AsSpan<byte>());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _scenes.Dispose();
        _picture.Dispose();
        _labels.Dispose();
    }

    private void Render(int index)
    {
        if (_rendered != index)
        {
            _scenes.Render(_firstSeed + (ulong)index, _picture, _labels);
            _rendered = index;
        }
    }
}
