using System.Collections.Immutable;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Control.Kinematics;

/// <summary>Ranges of the endoscope manipulator; rad and m, per second, per second squared.</summary>
/// <param name="Min">Least joint positions.</param>
/// <param name="Max">Greatest joint positions.</param>
/// <param name="MaxVelocity">Greatest joint speeds of planned motion.</param>
/// <param name="MaxAcceleration">Greatest joint accelerations of planned motion.</param>
/// <param name="MaxEffort">Greatest efforts of the motors, N m and N.</param>
public sealed record EcmLimits(EcmJoints Min, EcmJoints Max, EcmJoints MaxVelocity, EcmJoints MaxAcceleration, EcmJoints MaxEffort);

/// <summary>The endoscope manipulator (ECM) with a straight endoscope as data: DH table, tip axes, limits.</summary>
/// <param name="Name">Name of the data, for example "ecm-classic".</param>
/// <param name="Joints">Four joints: yaw, pitch, insertion, roll.</param>
/// <param name="R_link4_tip">Camera axes (X left, Y up, Z away from the operator) on the last link.</param>
/// <param name="Limits">Ranges.</param>
public sealed record EcmModel(string Name, ImmutableArray<DhJoint> Joints, Rotation R_link4_tip, EcmLimits Limits)
{
    private static readonly int[] AlphaDeg = [90, -90, 90, 0];
    private static readonly int[] OffsetDeg = [90, -90, 0, 0];

    /// <summary>Distance from the remote centre of motion to the endoscope's tip at insertion 0, metres.</summary>
    public double TipAtZeroInsertionM => Joints[2].DM + Joints[3].DM;

    /// <summary>Reads a manipulator built into this assembly or from a user's own file.</summary>
    /// <param name="arm">"ecm-classic" or the path of a JSON file.</param>
    /// <exception cref="Core.Outcomes.UserErrorException">Unknown name, no such file, or a field is missing or not of the ECM's form.</exception>
    public static EcmModel Load(string arm)
    {
        using var document = ArmData.Parse(arm, ArmData.Open("arms", arm));
        var f = new Fields(arm, document.RootElement);
        var joints = f.List("joints", EcmJoints.Length);
        var model = new EcmModel(
            Path.GetFileNameWithoutExtension(arm), [.. joints.Select(PsmModelReader.Joint)], PsmModelReader.ToolAxes(f), ReadLimits(joints));
        for (var i = 0; i < EcmJoints.Length; i++)
        {
            model.RequireForm(joints[i], i);
        }

        return model;
    }

    private static EcmLimits ReadLimits(List<Fields> joints) =>
        new(All(joints, "min"), All(joints, "max"), All(joints, "max_velocity"), All(joints, "max_acceleration"), All(joints, "max_effort"));

    private static EcmJoints All(List<Fields> joints, string field) => EcmJoints.From([.. joints.Select(j => j.Number(field))]);

    private static bool Same(double angleRad, int deg) => Math.Abs(angleRad - (deg * Si.Deg)) < 1e-12;

    // The closed inverse solution needs yaw and pitch to meet in the remote centre and the endoscope to slide and roll along one line.
    private void RequireForm(Fields f, int i)
    {
        var j = Joints[i];
        if (!(j.IsPrismatic == (i == 2) && Same(j.AlphaRad, AlphaDeg[i]) && Same(j.OffsetRad, OffsetDeg[i]) && j.AM == 0 && (i >= 2 || j.DM == 0)))
        {
            throw f.Error($"joint '{j.Name}' is not of an ECM's form; the inverse solution does not hold");
        }

        if (!(Limits.Min[i] < Limits.Max[i] && Limits.MaxVelocity[i] > 0 && Limits.MaxAcceleration[i] > 0 && Limits.MaxEffort[i] > 0))
        {
            throw f.Error("needs min < max and positive velocity, acceleration and effort limits");
        }
    }
}
