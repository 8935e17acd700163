using SurgicalAI.Core;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;
using SurgicalAI.Sim.Rendering;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.App.Simulation;

/// <summary>
/// The simulated endoscope in real time: exposes the newest state of the scene at the camera's rate. The stamp is the instant
/// of the exposure, so the time that drawing takes counts as latency, as read-out does in a real camera.
/// </summary>
internal sealed class SimCamera(string task, StereoCamera model, Latest<SceneState> scene, ImagePool pool, TimeProvider time) : ICamera
{
    private readonly long _periodNs = (long)(Si.SNs / model.RateHz);
    private SimRenderer? _renderer;
    private long _nextNs;
    private int _sequence;

    /// <inheritdoc/>
    public string Name => $"sim:{task}";

    /// <inheritdoc/>
    public StereoCamera Model => model;

    /// <inheritdoc/>
    public bool IsLive => true;

    /// <inheritdoc/>
    public Outcome<Stamped<StereoFrame>> Read(CancellationToken cancellation)
    {
        _renderer ??= WarmRenderer();
        if (!WaitForExposure(cancellation) || !scene.TryGet(out var state))
        {
            return new Fault(FaultCode.EndOfStream, "The simulator stopped.");
        }

        var originNs = time.NowNs();
        var frame = new StereoFrame(Rent(), Rent());
        _renderer.Render(state, frame);
        return new Stamped<StereoFrame>(frame, originNs, _sequence++);
    }

    /// <inheritdoc/>
    public void Dispose() => _renderer?.Dispose();

    // Draws once unseen: the first picture compiles shaders and uploads meshes, which is no latency of the loop.
    private SimRenderer WarmRenderer()
    {
        var renderer = new SimRenderer(model);
        if (scene.TryGet(out var state))
        {
            using var unseen = new StereoFrame(Rent(), Rent());
            renderer.Render(state, unseen);
        }

        return renderer;
    }

    private ImageLease Rent() => pool.Rent(model.Intrinsics.WidthPx, model.Intrinsics.HeightPx, PixelFormat.Bgr8);

    // Keeps the rate without piling up: an exposure that was missed is skipped, as a camera would.
    private bool WaitForExposure(CancellationToken cancellation)
    {
        var now = time.NowNs();
        _nextNs = Math.Max(_nextNs + _periodNs, now - (now % 1000));
        var waitNs = _nextNs - now;
        return waitNs <= 0 ? !cancellation.IsCancellationRequested : !cancellation.WaitHandle.WaitOne(TimeSpan.FromTicks(waitNs / 100));
    }
}
