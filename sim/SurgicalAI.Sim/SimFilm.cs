using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Ports;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Rendering;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim;

/// <summary>
/// Film with true labels, as an endoscope records an operation: shots of a fraction of a second to half a minute, each of one task as its script
/// plays it, five pictures a second of the left eye. Most pictures are of a few long shots and much alike. Owns a renderer; one thread at a time.
/// </summary>
/// <remarks>The seed of a picture is its number in the film; pictures one after the other are quickest.</remarks>
public sealed class SimFilm : ILabelledScenes
{
    /// <summary>Pictures of an operation; then the next begins.</summary>
    public const int FramesPerOperation = 600;

    private const double PeriodS = 0.2;
    private const double LatestStartS = 4;
    private const double FirstMomentS = 0.8;

    // Lengths are spread evenly over their logarithm: as many shots of 2 to 4 pictures as of 60 to 120.
    private const double ShortestFrames = 2;
    private const double LongestFrames = 120;

    private readonly SimOptions _options;
    private readonly SimRenderer _renderer;
    private readonly EpisodeMoments _moments;
    private (ulong Operation, int Shot, int Frame)? _at;

    /// <summary>Opens the renderer.</summary>
    /// <param name="widthPx">Picture width, pixels.</param>
    /// <param name="heightPx">Picture height, pixels.</param>
    public SimFilm(int widthPx, int heightPx)
    {
        _options = new SimOptions { WidthPx = widthPx, HeightPx = heightPx }.Validate();
        (_renderer, _moments) = (new(_options.Camera), new(_options));
    }

    /// <inheritdoc/>
    public string Name => "sim:film";

    /// <inheritdoc/>
    public int WidthPx => _options.WidthPx;

    /// <inheritdoc/>
    public int HeightPx => _options.HeightPx;

    /// <inheritdoc/>
    public void Render(ulong seed, ImageLease picture, ImageLease labels)
    {
        var operation = seed / FramesPerOperation;
        var (shot, frame) = Locate(operation, (int)(seed % FramesPerOperation));
        Seek(operation, shot, frame);
        _renderer.RenderEye(_moments.Snapshot(), false, picture, labels, null);
    }

    /// <inheritdoc/>
    public void Dispose() => _renderer.Dispose();

    /// <summary>Finds a picture of an operation.</summary>
    /// <param name="operation">Operation.</param>
    /// <param name="number">Picture in it.</param>
    /// <returns>Number of its shot, and of the picture in the shot.</returns>
    internal static (int Shot, int Frame) Locate(ulong operation, int number)
    {
        var lengths = SeededRandom.Stream(operation, 60);
        for (var shot = 0; ; shot++)
        {
            var length = (int)(ShortestFrames * Math.Pow(LongestFrames / ShortestFrames, lengths.NextUnit()));
            if (number < length)
            {
                return (shot, number);
            }

            number -= length;
        }
    }

    private void Seek(ulong operation, int shot, int frame)
    {
        if (_at is not { } at || at.Operation != operation || at.Shot != shot || at.Frame > frame)
        {
            Begin(operation, shot);
            _at = (operation, shot, 0);
        }

        for (var next = _at.Value.Frame; next < frame; next++)
        {
            _moments.Advance(PeriodS);
        }

        _at = (operation, shot, frame);
    }

    private void Begin(ulong operation, int shot)
    {
        var random = SeededRandom.Stream(operation, 1000 + (ulong)shot);
        var task = SimTasks.Names[(int)(random.NextUnit() * SimTasks.Names.Count)];
        _moments.Begin(task, random.Chance(0.7) ? SimMixedScenes.Wild : RandomisationOptions.Full, (operation * FramesPerOperation) + (ulong)shot);
        _moments.Advance(FirstMomentS + (random.NextUnit() * LatestStartS));
    }
}
