using SurgicalAI.App.Simulation;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Messages;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Rendering;
using SurgicalAI.Skills.Demonstrations;

namespace SurgicalAI.App.Evaluation;

/// <summary>Lets the scripted expert do the task and writes down what a surgeon's console would have: pictures, state, intention.</summary>
internal sealed class DemonstrationCollector : IDisposable
{
    private const int StepsAfterSuccess = 10;

    private readonly SimWorld _world;
    private readonly SimRenderer _renderer;
    private readonly StereoFrame _pictures;
    private readonly DatasetWriter _writer;
    private readonly double _noise;

    /// <summary>Makes a collector; used by one thread.</summary>
    /// <param name="options">Simulator.</param>
    /// <param name="writer">Where the episodes go; not disposed here.</param>
    /// <param name="noise">Share of the steps at which a push begins, 0 to 1.</param>
    public DemonstrationCollector(SimOptions options, DatasetWriter writer, double noise)
    {
        (_world, _renderer, _writer, _noise) = (new(options), new(options.Camera), writer, noise);
        _pictures = new(Rent(options), Rent(options));
    }

    /// <summary>Collects one episode; a failed one is not kept.</summary>
    /// <returns>True when the expert succeeded and the episode was written.</returns>
    public bool Collect(ulong seed, CancellationToken cancellation)
    {
        using var actor = new NoisyExpertActor(seed, _noise);
        using var recorder = _writer.Begin();
        var episode = new LockstepEpisode(_world, world => SimController.Make(world, ControlMode.Autonomous))
        {
            StepsAfterSuccess = StepsAfterSuccess,
            OnStep = record =>
            {
                _renderer.Render(record.Scene, _pictures);
                recorder.Add(_pictures, record.Tool, actor.Intended.T_ecm_tool, actor.Intended.JawRad);
            },
        };
        if (!episode.Play(seed, actor, cancellation).Success)
        {
            return false;
        }

        recorder.Commit(success: true);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _renderer.Dispose();
        _pictures.Dispose();
    }

    private static ImageLease Rent(SimOptions options) => ImagePool.Shared.Rent(options.WidthPx, options.HeightPx, PixelFormat.Bgr8);
}
