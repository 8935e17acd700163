using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Control.Advice;

/// <summary>
/// A suggestion being followed: a path from where the setpoint was when following began, through the waypoints still ahead at that
/// time. Starting at the setpoint keeps a fresh suggestion from making the target jump. Hot path.
/// </summary>
internal sealed class Plan(SuggestionMessage message, long receivedNs)
{
    /// <summary>A waypoint nearer in time than this is skipped: it could not be reached in a smooth motion.</summary>
    private const long MinLeadNs = 20 * Si.MsNs;

    private readonly IReadOnlyList<Waypoint> _waypoints = message.Waypoints;
    private Waypoint _start;
    private int _first;

    public SuggestionMessage Message { get; } = message;

    public long ReceivedNs { get; } = receivedNs;

    public bool IsFollowed { get; private set; }

    /// <summary>True once a step towards it was sent to the arm.</summary>
    public bool IsApplied { get; set; }

    /// <summary>Following stopped; when it goes on, it starts from the setpoint again.</summary>
    public void Pause() => IsFollowed = false;

    public void Begin(in Pose<EcmFrame, ToolFrame> T_ecm_setpoint, double jawRad, long nowNs)
    {
        (IsFollowed, _start, _first) = (true, new(nowNs, T_ecm_setpoint, jawRad), 0);
        while (_first < _waypoints.Count - 1 && _waypoints[_first].AtNs < nowNs + MinLeadNs)
        {
            _first++;
        }
    }

    /// <summary>Target at a time.</summary>
    /// <param name="nowNs">Unix time, nanoseconds.</param>
    /// <param name="pace">Rate of the plan's clock since following began: 1 as suggested, less is slower.</param>
    public Waypoint At(long nowNs, double pace)
    {
        var atNs = _start.AtNs + (long)((nowNs - _start.AtNs) * pace);
        var from = _start;
        for (var i = _first; i < _waypoints.Count; i++)
        {
            var to = _waypoints[i];
            var toNs = Math.Max(to.AtNs, _start.AtNs + MinLeadNs);
            if (atNs < toNs)
            {
                var fraction = Math.Clamp((double)(atNs - from.AtNs) / (toNs - from.AtNs), 0, 1);
                return new(atNs, from.T_ecm_tool.Interpolate(to.T_ecm_tool, fraction), from.JawRad + (fraction * (to.JawRad - from.JawRad)));
            }

            from = to with { AtNs = toNs };
        }

        return from;
    }
}
