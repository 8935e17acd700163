using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Control.Kinematics;

/// <summary>
/// Forward and inverse kinematics of the endoscope manipulator in its base frame (origin at the remote centre of motion). The pose
/// is that of the endoscope's tip, on its axis, with the camera's axes. Hot path: no allocation.
/// </summary>
public sealed class EcmKinematics
{
    /// <summary>Least distance of the tip from the remote centre at which a direction of view is still meaningful, metres.</summary>
    public const double MinTipDistanceM = 1e-3;

    private readonly DhStep[] _steps;
    private readonly Rotation _R_tip_link4;

    /// <summary>Prepares the constants of a model.</summary>
    public EcmKinematics(EcmModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        (Model, _R_tip_link4) = (model, model.R_link4_tip.Inverse());
        _steps = [.. model.Joints.Select(j => new DhStep(j))];
    }

    /// <summary>The manipulator.</summary>
    public EcmModel Model { get; }

    /// <summary>Pose of the endoscope's tip.</summary>
    public Pose<EcmBaseFrame, EcmFrame> Forward(in EcmJoints q)
    {
        var link = new LinkPose(Rotation.Identity, Vec3.Zero);
        for (var i = 0; i < EcmJoints.Length; i++)
        {
            link = _steps[i].Apply(link, q[i]);
        }

        return new(link.R * Model.R_link4_tip, link.P);
    }

    /// <summary>True when every joint lies in its range.</summary>
    public bool IsWithinLimits(in EcmJoints q) => Clamp(q) == q;

    /// <summary>The nearest joint vector inside the ranges.</summary>
    public EcmJoints Clamp(in EcmJoints q)
    {
        var inside = q;
        for (var i = 0; i < EcmJoints.Length; i++)
        {
            inside[i] = Math.Clamp(q[i], Model.Limits.Min[i], Model.Limits.Max[i]);
        }

        return inside;
    }

    /// <summary>
    /// The joint vector of a pose. Four joints reach only poses that look straight away from the remote centre; of any other pose
    /// the position and the direction of "up" are kept and the direction of view is not.
    /// </summary>
    /// <returns>The joint vector, not checked against limits, or <see cref="FaultCode.TooCloseToRcm"/> or <see cref="FaultCode.NotFinite"/>.</returns>
    public Outcome<EcmJoints> Inverse(in Pose<EcmBaseFrame, EcmFrame> T_base_tip)
    {
        var distanceM = T_base_tip.P.Length;
        return T_base_tip.IsFinite ? Joints(T_base_tip.P / distanceM, distanceM, (T_base_tip.R * _R_tip_link4).X) : NotFinite();
    }

    /// <summary>The joint vector that looks at a point from a distance.</summary>
    /// <param name="target_base">What is to be in the middle of the picture, metres.</param>
    /// <param name="distanceM">From the endoscope's tip to it, metres.</param>
    /// <param name="up_base">Direction that is to point up in the picture.</param>
    /// <returns>The joint vector, not checked against limits, or <see cref="FaultCode.TooCloseToRcm"/> or <see cref="FaultCode.NotFinite"/>.</returns>
    public Outcome<EcmJoints> LookAt(Vec3 target_base, double distanceM, Vec3 up_base)
    {
        var farM = target_base.Length;
        var view = target_base / farM;
        var left = up_base.Cross(view).Normalized();
        var R_base_tip = new Rotation(left, view.Cross(left), view);
        return R_base_tip.IsFinite && double.IsFinite(distanceM) ? Joints(view, farM - distanceM, (R_base_tip * _R_tip_link4).X) : NotFinite();
    }

    private static Fault NotFinite() => new(FaultCode.NotFinite, "The wanted view is not finite.");

    private Outcome<EcmJoints> Joints(Vec3 view, double tipM, Vec3 x4)
    {
        if (tipM < MinTipDistanceM)
        {
            return new Fault(FaultCode.TooCloseToRcm, "The endoscope's tip would be within 1 mm of the remote centre of motion.");
        }

        var q = default(EcmJoints);
        q[0] = Math.Atan2(view.X, -view.Z);
        q[1] = Math.Atan2(-view.Y, Math.Sqrt((view.X * view.X) + (view.Z * view.Z)));
        q[2] = tipM - Model.TipAtZeroInsertionM;
        var (s1, c1) = Math.SinCos(q[0]);
        var (s2, c2) = Math.SinCos(q[1]);
        var x3 = new Vec3(-s1 * s2, -c2, c1 * s2);
        q[3] = Math.Atan2(x4.Dot(view.Cross(x3)), x4.Dot(x3));
        return q;
    }
}
