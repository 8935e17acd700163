using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Control.Kinematics;

/// <summary>
/// The form that the closed inverse solution relies on: yaw and pitch meet in the remote centre of motion, the shaft slides and
/// rolls along one line, wrist pitch crosses it, wrist yaw stands at right angles a wrist's length further on.
/// </summary>
internal static class PsmForm
{
    private static readonly int[] AlphaDeg = [90, -90, 90, 0, -90, -90];
    private static readonly int[] OffsetDeg = [90, -90, 0, 0, -90, -90];

    public static void Require(PsmModel model)
    {
        for (var i = 0; i < JointVector.Length; i++)
        {
            RequireJoint(model, i);
            RequireLimits(model, i);
        }

        var limits = model.Limits;
        if (!(limits.JawMinRad < limits.JawMaxRad && limits.JawMaxVelocityRadPerS > 0 && limits.JawMaxAccelerationRadPerS2 > 0 && limits.JawMaxEffortNm > 0))
        {
            throw new UserErrorException($"{model.ToolName}.jaw: needs min < max and positive velocity, acceleration and effort limits.");
        }
    }

    private static void RequireJoint(PsmModel model, int i)
    {
        var j = model.Joints[i];
        var ok = j.IsPrismatic == (i == 2)
            && Same(j.AlphaRad, AlphaDeg[i])
            && Same(j.OffsetRad, OffsetDeg[i])
            && (i == 5 ? j.AM > 0 : j.AM == 0)
            && (i is 2 or 3 || j.DM == 0);
        if (!ok)
        {
            throw new UserErrorException($"{Owner(model, i)}: joint {i + 1} ('{j.Name}') is not of a PSM's form; the inverse solution does not hold.");
        }
    }

    private static void RequireLimits(PsmModel model, int i)
    {
        var l = model.Limits;
        if (!(l.Min[i] < l.Max[i] && l.MaxVelocity[i] > 0 && l.MaxAcceleration[i] > 0 && l.MaxEffort[i] > 0))
        {
            throw new UserErrorException($"{Owner(model, i)}: joint {i + 1} needs min < max and positive velocity, acceleration and effort limits.");
        }
    }

    private static string Owner(PsmModel model, int i) => i < 3 ? model.ArmName : model.ToolName;

    private static bool Same(double angleRad, int deg) => Math.Abs(angleRad - (deg * Core.Si.Deg)) < 1e-12;
}
