using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Ports;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Rendering;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim;

/// <summary>
/// Pictures with true labels from the whole simulator: single scenes with the arm anywhere in view, and moments of every task as its
/// script plays it; in the surgical look, varied widely, and in the full one. Owns a renderer; one thread at a time.
/// </summary>
/// <remarks>Seeds one after the other are quickest: <see cref="FramesPerEpisode"/> of them are moments of one episode.</remarks>
public sealed class SimMixedScenes : ILabelledScenes
{
    /// <summary>Consecutive seeds that belong together: half of these groups are single scenes, half are episodes of tasks.</summary>
    public const int FramesPerEpisode = 8;

    private const double FirstMomentS = 0.8;
    private const double LongestGapS = 1.2;

    // The surgical look, but metal from black to bright, other lights, and the camera moved as between operations.
    internal static readonly RandomisationOptions Wild = RandomisationOptions.Surgical with
    {
        TissueTone = 0.3,
        TextureScale = 0.5,
        LightStrength = 0.4,
        LightTint = 0.08,
        LightOffsetM = 0.008,
        MetalTone = 0.8,
        Specular = 0.6,
        Exposure = 0.25,
        Gamma = 0.12,
        NoiseLevels = 3,
        CameraShiftM = 0.008,
        CameraTurnRad = 0.1,
        Fat = 0.5,
        Blood = 0.4,
    };

    private readonly SimOptions _options;
    private readonly SimRenderer _renderer;
    private readonly EpisodeMoments _moments;
    private (ulong Episode, int Frame)? _at;

    /// <summary>Opens the renderer.</summary>
    /// <param name="widthPx">Picture width, pixels.</param>
    /// <param name="heightPx">Picture height, pixels.</param>
    public SimMixedScenes(int widthPx, int heightPx)
    {
        _options = new SimOptions { WidthPx = widthPx, HeightPx = heightPx }.Validate();
        (_renderer, _moments) = (new(_options.Camera), new(_options));
    }

    /// <inheritdoc/>
    public string Name => "sim:mixed";

    /// <inheritdoc/>
    public int WidthPx => _options.WidthPx;

    /// <inheritdoc/>
    public int HeightPx => _options.HeightPx;

    /// <inheritdoc/>
    public void Render(ulong seed, ImageLease picture, ImageLease labels)
    {
        var (episode, frame) = (seed / FramesPerEpisode, (int)(seed % FramesPerEpisode));
        if (episode % 2 == 0)
        {
            var scene = LabelledSceneSampler.Draw(seed, SeededRandom.Stream(seed, 40).Chance(0.6) ? Wild : RandomisationOptions.Full, out var rightEye);
            _renderer.RenderEye(scene, rightEye, picture, labels, null);
        }
        else
        {
            _renderer.RenderEye(Moment(episode / 2, frame), SeededRandom.Stream(seed, 41).Chance(0.5), picture, labels, null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _renderer.Dispose();

    private SceneState Moment(ulong episode, int frame)
    {
        var random = SeededRandom.Stream(episode, 42);
        var (task, look) = (SimTasks.Names[(int)(episode % (ulong)SimTasks.Names.Count)], random.Chance(0.7) ? Wild : RandomisationOptions.Full);
        if (_at is not { } at || at.Episode != episode || at.Frame > frame)
        {
            _moments.Begin(task, look, episode);
            _at = (episode, -1);
        }

        for (var next = _at.Value.Frame + 1; next <= frame; next++)
        {
            _moments.Advance((next == 0 ? FirstMomentS : 0) + (SeededRandom.Stream(episode, 43 + (ulong)next).NextUnit() * LongestGapS));
        }

        _at = (episode, frame);
        return _moments.Snapshot();
    }
}
