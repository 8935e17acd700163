using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Control.Kinematics;

/// <summary>
/// Forward and inverse kinematics of a PSM in its base frame (origin at the remote centre of motion, RCM). Hot path: no allocation.
/// </summary>
/// <remarks>Forward: dVRK's modified DH table. Inverse: closed form, exact to rounding, see <see cref="Inverse"/>.</remarks>
public sealed class PsmKinematics
{
    /// <summary>Least distance of the wrist from the RCM at which a direction of the shaft is still meaningful, metres (dVRK: 1 mm).</summary>
    public const double MinWristDistanceM = 1e-3;

    private readonly DhStep[] _steps;

    /// <summary>Prepares the constants of a model.</summary>
    public PsmKinematics(PsmModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        _steps = [.. model.Joints.Select(j => new DhStep(j))];
    }

    /// <summary>The arm and its tool.</summary>
    public PsmModel Model { get; }

    /// <summary>Distance of the wrist pitch axis from the RCM along the shaft, metres; negative behind it.</summary>
    public double WristDistanceM(in JointVector q) => q[2] + Model.WristAtZeroInsertionM;

    /// <summary>Tool pose of a joint vector.</summary>
    public Pose<BaseFrame, ToolFrame> Forward(in JointVector q)
    {
        var link = new LinkPose(Rotation.Identity, Vec3.Zero);
        for (var i = 0; i < JointVector.Length; i++)
        {
            link = _steps[i].Apply(link, q[i]);
        }

        return new(link.R * Model.R_link6_tool, link.P);
    }

    /// <summary>The six DH frames, from yaw to wrist yaw, for drawing.</summary>
    /// <param name="q">Joint vector.</param>
    /// <param name="T_base_link">Written: six poses.</param>
    public void Links(in JointVector q, Span<LinkPose> T_base_link)
    {
        var link = new LinkPose(Rotation.Identity, Vec3.Zero);
        for (var i = 0; i < JointVector.Length; i++)
        {
            link = _steps[i].Apply(link, q[i]);
            T_base_link[i] = link;
        }
    }

    /// <summary>
    /// The joint vector that reaches a pose. The wrist yaw axis (z of link 6), the shaft and the tip lie in one plane through the RCM,
    /// which gives the wrist's position and from it every joint. The wrist is put beyond the RCM, inside the patient, and bent less
    /// than a right angle where that is possible; there the answer is unique but for whole turns of the roll.
    /// </summary>
    /// <param name="T_base_tool">Wanted pose; its rotation must be orthonormal.</param>
    /// <param name="near">Roll is chosen nearest to this one modulo a turn.</param>
    /// <returns>The joint vector, not checked against limits, or <see cref="FaultCode.TooCloseToRcm"/> or <see cref="FaultCode.NotFinite"/>.</returns>
    public Outcome<JointVector> Inverse(in Pose<BaseFrame, ToolFrame> T_base_tool, in JointVector near)
    {
        var R_base_link6 = T_base_tool.R * Model.R_link6_tool.Inverse();
        var (x6, y5, p6) = (R_base_link6.X, R_base_link6.Z, T_base_tool.P);
        var across = p6 - (p6.Dot(y5) * y5);
        var acrossM = across.Length;
        var x5 = across / acrossM;
        var wrist = p6 - (Model.WristLengthM * x5);
        var distanceM = wrist.Length;
        if (!double.IsFinite(distanceM) || acrossM < MinWristDistanceM * 1e-6 || distanceM < MinWristDistanceM)
        {
            return T_base_tool.IsFinite
                ? new Fault(FaultCode.TooCloseToRcm, "The wrist would be within 1 mm of the remote centre of motion.")
                : new Fault(FaultCode.NotFinite, "The wanted pose is not finite.");
        }

        return Joints(wrist / distanceM, distanceM, new Rotation(x5, y5, x5.Cross(y5)), x6, near[3]);
    }

    private JointVector Joints(Vec3 shaft, double depthM, Rotation R_base_link5, Vec3 x6, double nearRollRad)
    {
        var q = default(JointVector);
        q[0] = Math.Atan2(shaft.X, -shaft.Z);
        q[1] = Math.Atan2(-shaft.Y, Math.Sqrt((shaft.X * shaft.X) + (shaft.Z * shaft.Z)));
        q[2] = depthM - Model.WristAtZeroInsertionM;

        // Axes of link 3 seen from the base: only x and y are needed to read the roll off the wrist pitch axis.
        var (s1, c1) = Math.SinCos(q[0]);
        var (s2, c2) = Math.SinCos(q[1]);
        var z5 = R_base_link5.Z;
        var x3 = new Vec3(-s1 * s2, -c2, c1 * s2);
        var y3 = shaft.Cross(x3);
        var roll = Math.Atan2(-z5.Dot(x3), z5.Dot(y3));
        q[3] = roll + (Math.Tau * Math.Round((nearRollRad - roll) / Math.Tau));
        q[4] = Math.Atan2(-shaft.Dot(R_base_link5.Y), shaft.Dot(R_base_link5.X));
        q[5] = Math.Atan2(x6.Dot(R_base_link5.X), x6.Dot(z5));
        return q;
    }
}
