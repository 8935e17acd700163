using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Control.Advice;

/// <summary>What a suggestion must be before it is looked at as motion.</summary>
internal static class SuggestionRules
{
    public const int MostWaypoints = 32;

    /// <param name="m">Suggestion.</param>
    /// <param name="arm">Arm that would move.</param>
    /// <param name="endoscopeNs">When the endoscope last moved, 0 when it never did: a picture taken before that shows another frame.</param>
    /// <param name="nowNs">Unix time, nanoseconds.</param>
    public static Fault Check(SuggestionMessage m, string arm, long endoscopeNs, long nowNs) =>
        m.Arm != arm ? new(FaultCode.WrongTarget, "The suggestion was made for another arm.")
        : m.Waypoints is not { Count: > 0 and <= MostWaypoints } ? new(FaultCode.NotFinite, "A suggestion has 1 to 32 waypoints.")
        : !(m.Confidence is >= 0 and <= 1) ? new(FaultCode.NotFinite, "The suggestion's confidence is not between 0 and 1.")
        : m.ExpiresNs <= nowNs ? new(FaultCode.Stale, "The suggestion has expired.")
        : endoscopeNs > 0 && m.Header.StampNs <= endoscopeNs ? new(FaultCode.WrongTarget, "The suggestion was made before the endoscope moved.")
        : CheckWaypoints(m.Waypoints);

    private static Fault CheckWaypoints(IReadOnlyList<Waypoint> waypoints)
    {
        for (var i = 0; i < waypoints.Count; i++)
        {
            var w = waypoints[i];
            if (!w.T_ecm_tool.IsFinite || !double.IsFinite(w.JawRad))
            {
                return new(FaultCode.NotFinite, "A waypoint is not finite.");
            }

            if (i > 0 && w.AtNs <= waypoints[i - 1].AtNs)
            {
                return new(FaultCode.OutOfOrder, "The waypoints are not in order of time.");
            }
        }

        return default;
    }
}
