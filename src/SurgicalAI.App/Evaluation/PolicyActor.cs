using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;
using SurgicalAI.Sim.Rendering;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.App.Evaluation;

/// <summary>
/// A policy as an actor: renders both eyes, segments them, plans. Blind, it goes the same way with black pictures, which shows
/// how much of the success comes from seeing. Used by one thread.
/// </summary>
internal sealed class PolicyActor(StereoCamera camera, ISegmenter segmenter, IPolicy policy, bool blind) : IActor
{
    private readonly StereoFrame _pictures = new(Rent(camera), Rent(camera));
    private SimRenderer? _renderer;

    /// <inheritdoc/>
    public string Model => policy.Model;

    /// <inheritdoc/>
    public void Reset() => policy.Reset();

    /// <inheritdoc/>
    public Outcome<PolicyPlan> Act(in SceneState scene, in ToolState tool, int step)
    {
        Expose(scene);
        using var labels = segmenter.Segment(_pictures);
        return policy.Plan(new(new Stamped<StereoFrame>(labels, tool.StampNs, step), tool));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _renderer?.Dispose();
        _pictures.Dispose();
        segmenter.Dispose();
        policy.Dispose();
    }

    private static ImageLease Rent(StereoCamera camera) =>
        ImagePool.Shared.Rent(camera.Intrinsics.WidthPx, camera.Intrinsics.HeightPx, PixelFormat.Bgr8);

    private void Expose(in SceneState scene)
    {
        if (blind)
        {
            _pictures.Left.Bytes.Clear();
            _pictures.Right!.Bytes.Clear();
            return;
        }

        // Made on first use: a blind actor needs none.
        _renderer ??= new SimRenderer(camera);
        _renderer.Render(scene, _pictures);
    }
}
