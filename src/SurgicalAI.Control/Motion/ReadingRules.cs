using SurgicalAI.Control.Safety;
using SurgicalAI.Core.Arms;

namespace SurgicalAI.Control.Motion;

/// <summary>What an arm's reading must be for the arm to stay in service. Hot path: text is made only when something is wrong.</summary>
internal static class ReadingRules
{
    public const string NotFinite = "the arm's reading is not finite";

    public static bool IsFinite(in ArmState reading) => reading.Position.IsFinite && double.IsFinite(reading.JawRad);

    /// <summary>What is wrong, or an empty text.</summary>
    /// <param name="reading">The arm's word.</param>
    /// <param name="state">The setpoint that it should follow.</param>
    /// <param name="alarm">Distance from the setpoint that is too much, rad and m.</param>
    /// <param name="follows">True when the arm is under control; a loose one need not follow.</param>
    public static string Check(in ArmState reading, in GateState state, in JointVector alarm, bool follows)
    {
        if (!IsFinite(reading))
        {
            return NotFinite;
        }

        for (var i = 0; follows && i < JointVector.Length; i++)
        {
            if (Math.Abs(reading.Position[i] - state.Setpoint[i]) > alarm[i])
            {
                return $"{JointVector.Names[i]} does not follow its setpoint";
            }
        }

        return "";
    }
}
