using SurgicalAI.Core;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Rendering;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.App.Simulation;

/// <summary>
/// The simulated endoscope in real time: exposes the newest state of the scene at the camera's rate. The stamp is the instant
/// of the exposure, so the time that drawing takes counts as latency, as read-out does in a real camera.
/// </summary>
internal sealed class SimCamera(SimOptions options, ulong seed, Latest<SceneState> scene, TimeProvider time) : ICamera
{
    private readonly StereoCamera _model = options.Camera;
    private readonly long _periodNs = (long)(Si.SNs / options.RateHz);
    private SimRenderer? _renderer;
    private long _nextNs;
    private int _sequence;

    /// <inheritdoc/>
    public string Name => $"sim:{options.Task}";

    /// <inheritdoc/>
    public StereoCamera Model => _model;

    /// <inheritdoc/>
    public bool IsLive => true;

    /// <inheritdoc/>
    public Outcome<Stamped<StereoFrame>> Read(CancellationToken cancellation)
    {
        _renderer ??= WarmRenderer();
        if (!WaitForFrame(cancellation) || !scene.TryGet(out var state))
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
        var renderer = new SimRenderer(_model);
        if (scene.TryGet(out var state))
        {
            using var unseen = new StereoFrame(Rent(), Rent());
            renderer.Render(state, unseen);
        }

        return renderer;
    }

    private ImageLease Rent() => ImagePool.Shared.Rent(_model.Intrinsics.WidthPx, _model.Intrinsics.HeightPx, PixelFormat.Bgr8);

    // A frame that realism drops was exposed and is lost: its number is missing.
    private bool WaitForFrame(CancellationToken cancellation)
    {
        while (WaitForExposure(cancellation))
        {
            if (!options.Realism.Drops(seed, _sequence))
            {
                return true;
            }

            _sequence++;
        }

        return false;
    }

    // Keeps the rate without piling up: an exposure that was missed is skipped, as a camera would.
    private bool WaitForExposure(CancellationToken cancellation)
    {
        var now = time.NowNs();
        _nextNs = Math.Max(_nextNs + _periodNs, now - (now % 1000));
        var waitNs = _nextNs - now;
        return waitNs <= 0 ? !cancellation.IsCancellationRequested : !cancellation.WaitHandle.WaitOne(TimeSpan.FromTicks(waitNs / 100));
    }
}
