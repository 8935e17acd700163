using SurgicalAI.Core;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;

namespace SurgicalAI.App.Faults;

/// <summary>A camera whose faults come on demand. Without one in force it is the camera inside.</summary>
/// <param name="inner">Camera; not disposed here.</param>
/// <param name="board">Which faults are in force.</param>
/// <param name="time">Clock of the camera's stamps.</param>
internal sealed class FaultyCamera(ICamera inner, FaultBoard board, TimeProvider time) : ICamera
{
    /// <summary>Age of a late frame, nanoseconds: more than advice lives.</summary>
    public const long LateNs = 400 * Si.MsNs;

    private readonly Queue<Stamped<StereoFrame>> _waiting = new();
    private StereoFrame? _frozen;

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public StereoCamera Model => inner.Model;

    /// <inheritdoc/>
    public bool IsLive => inner.IsLive;

    /// <inheritdoc/>
    public Outcome<Stamped<StereoFrame>> Read(CancellationToken cancellation)
    {
        if (board.IsOn(FaultKind.LateFrames))
        {
            return ReadLate(cancellation);
        }

        if (_waiting.TryDequeue(out var waiting))
        {
            return waiting;
        }

        var outcome = inner.Read(cancellation);
        return outcome.TryGet(out var frame) ? Spoil(frame, cancellation) : outcome;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Thaw();
        while (_waiting.TryDequeue(out var frame))
        {
            frame.Value.Dispose();
        }
    }

    private Outcome<Stamped<StereoFrame>> Spoil(Stamped<StereoFrame> frame, CancellationToken cancellation)
    {
        if (board.IsOn(FaultKind.CameraLoss))
        {
            frame.Value.Dispose();
            return new Fault(FaultCode.SourceLost, $"{inner.Name} is gone (a fault on demand).");
        }

        if (board.IsOn(FaultKind.DroppedFrames))
        {
            frame.Value.Dispose();
            return new Fault(FaultCode.FrameLost, "A frame was lost (a fault on demand).");
        }

        if (board.IsOn(FaultKind.DuplicateFrames))
        {
            _waiting.Enqueue(frame.With(frame.Value.Share()));
        }

        return board.IsOn(FaultKind.ReorderedFrames) ? Swap(frame, cancellation) : Freeze(frame);
    }

    // The next frame first, then this one.
    private Outcome<Stamped<StereoFrame>> Swap(Stamped<StereoFrame> frame, CancellationToken cancellation)
    {
        var next = inner.Read(cancellation);
        if (!next.Ok)
        {
            return frame;
        }

        _waiting.Enqueue(frame);
        return next;
    }

    private Stamped<StereoFrame> Freeze(Stamped<StereoFrame> frame)
    {
        if (!board.IsOn(FaultKind.FrozenFrames))
        {
            Thaw();
            return frame;
        }

        if (_frozen is null)
        {
            _frozen = frame.Value.Share();
            return frame;
        }

        frame.Value.Dispose();
        return frame.With(_frozen.Share());
    }

    private void Thaw()
    {
        _frozen?.Dispose();
        _frozen = null;
    }

    // At the camera's own rate, each frame when it is old enough.
    private Outcome<Stamped<StereoFrame>> ReadLate(CancellationToken cancellation)
    {
        while (true)
        {
            if (_waiting.TryPeek(out var oldest) && time.NowNs() - oldest.OriginNs >= LateNs)
            {
                return _waiting.Dequeue();
            }

            var outcome = inner.Read(cancellation);
            if (!outcome.TryGet(out var frame))
            {
                return outcome;
            }

            _waiting.Enqueue(frame);
        }
    }
}
