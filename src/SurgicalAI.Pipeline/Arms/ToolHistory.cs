using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Pipeline.Arms;

/// <summary>
/// What the arm said of its tool lately, to be asked for the state at a capture. Written by the bus's thread, read by the
/// graph's. Hot path: no allocation.
/// </summary>
public sealed class ToolHistory
{
    /// <summary>Measurements kept of each kind: 1.28 s at 100 Hz.</summary>
    public const int Capacity = 128;

    private readonly Lock _lock = new();
    private readonly TimedRing<CartesianStateMessage> _poses = new(Capacity);
    private readonly TimedRing<JawStateMessage> _jaws = new(Capacity);

    /// <summary>Number of measurements that brought news; a watchdog compares it.</summary>
    public long Version { get; private set; }

    /// <summary>Adds a pose; one with stamp 0 is invalid and is not kept.</summary>
    public void Add(in CartesianStateMessage pose)
    {
        lock (_lock)
        {
            Version += _poses.Add(pose.Header.StampNs, pose) ? 1 : 0;
        }
    }

    /// <summary>Adds a jaw opening; one with stamp 0 is invalid and is not kept.</summary>
    public void Add(in JawStateMessage jaw)
    {
        lock (_lock)
        {
            _jaws.Add(jaw.Header.StampNs, jaw);
        }
    }

    /// <summary>Forgets everything: another arm, or the same one started anew.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _poses.Clear();
            _jaws.Clear();
        }
    }

    /// <summary>State at an instant: between two measurements interpolated, else the nearest within the window.</summary>
    /// <param name="originNs">Unix time asked for, nanoseconds.</param>
    /// <param name="windowNs">Greatest distance to a measurement used, nanoseconds.</param>
    /// <returns>The state, stamped with the instant asked for, or <see cref="FaultCode.PeerSilent"/>.</returns>
    public Outcome<ToolState> At(long originNs, long windowNs)
    {
        lock (_lock)
        {
            if (!_poses.TryFind(originNs, windowNs, out var p0, out var p1, out var poseFraction)
                || !_jaws.TryFind(originNs, windowNs, out var j0, out var j1, out var jawFraction))
            {
                return new Fault(FaultCode.PeerSilent, "No measured tool state near the capture.");
            }

            return new ToolState(
                originNs,
                p0.T_ecm_tool.Interpolate(p1.T_ecm_tool, poseFraction),
                j0.PositionRad + (jawFraction * (j1.PositionRad - j0.PositionRad)));
        }
    }
}
