using System.Collections.Concurrent;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Tests.Pipeline;

/// <summary>A camera that delivers what a test hands it, frame by frame.</summary>
internal sealed class FakeCamera(ImagePool pool, bool isLive) : ICamera
{
    private readonly BlockingCollection<Outcome<Stamped<StereoFrame>>> _queue = [];
    private int _sequence;

    public string Name => "fake";

    public StereoCamera Model { get; } = new(CameraIntrinsics.FromHorizontalFov(8, 6, 1), 0.006, 30);

    public bool IsLive { get; } = isLive;

    public int Reads { get; private set; }

    public void Push(long originNs) => _queue.Add(new Stamped<StereoFrame>(
        new(pool.Rent(8, 6, PixelFormat.Bgr8), pool.Rent(8, 6, PixelFormat.Bgr8)), originNs, _sequence++));

    public void Push(FaultCode fault) => _queue.Add(new Fault(fault, $"camera says {fault}"));

    public Outcome<Stamped<StereoFrame>> Read(CancellationToken cancellation)
    {
        Reads++;
        return _queue.Take(cancellation);
    }

    /// <summary>Gives back what nobody read.</summary>
    public void Drain()
    {
        while (_queue.TryTake(out var left))
        {
            if (left.TryGet(out var frame))
            {
                frame.Value.Dispose();
            }
        }
    }

    public void Dispose()
    {
        Drain();
        _queue.Dispose();
    }
}

/// <summary>A segmenter that may be made to wait or to fail.</summary>
internal sealed class FakeSegmenter(ImagePool pool) : ISegmenter
{
    public string Model => "fake@000000000000";

    public Action<int> Before { get; set; } = _ => { };

    public int Calls { get; private set; }

    public StereoFrame Segment(StereoFrame frame)
    {
        Before(Calls++);
        return new(pool.Rent(4, 3, PixelFormat.Gray8), pool.Rent(4, 3, PixelFormat.Gray8));
    }

    public void Dispose()
    {
    }
}

/// <summary>A policy that wants to stay where it is.</summary>
internal sealed class FakePolicy : IPolicy
{
    public string Model => "fake@111111111111";

    public int Resets { get; private set; }

    public List<PolicyObservation> Seen { get; } = [];

    public void Reset() => Resets++;

    public Outcome<PolicyPlan> Plan(in PolicyObservation observation)
    {
        Seen.Add(observation);
        Waypoint[] waypoints = [new(observation.Labels.OriginNs + 1, observation.Tool.T_ecm_tool, observation.Tool.JawRad)];
        return new PolicyPlan(waypoints, 0.5);
    }

    public void Dispose()
    {
    }
}

/// <summary>A robot side made of messages.</summary>
internal sealed class FakeRobot(IMessageBus bus, string session)
{
    private int _sequence;

    public void SayTool(long stampNs, double x = 0, double jawRad = 0.1)
    {
        var header = Header(stampNs);
        bus.Publish(Topics.MeasuredCp, new CartesianStateMessage(header, new(Rotation.Identity, new(x, 0, 0.1))));
        bus.Publish(Topics.JawMeasuredJs, new JawStateMessage(header, jawRad, 0));
    }

    public void SayOperating(long stampNs) =>
        bus.Publish(Topics.OperatingState, new OperatingStateMessage(Header(stampNs), CrtkState.Enabled, true, false, "", true));

    public void SayMode(long stampNs, ControlMode mode, string reason = "") =>
        bus.Publish(Topics.Mode, new ModeMessage(Header(stampNs), mode, reason));

    private Header Header(long stampNs) => new(stampNs, ++_sequence, session);
}
