using SurgicalAI.Core.Frames;

namespace SurgicalAI.Control.Kinematics;

/// <summary>One joint's transform with its constants worked out. Hot path: no allocation.</summary>
internal readonly struct DhStep(DhJoint joint)
{
    private readonly bool _prismatic = joint.IsPrismatic;
    private readonly double _a = joint.AM;
    private readonly double _d = joint.DM;
    private readonly double _offset = joint.OffsetRad;
    private readonly double _sinAlpha = Math.Sin(joint.AlphaRad);
    private readonly double _cosAlpha = Math.Cos(joint.AlphaRad);

    public LinkPose Apply(in LinkPose parent, double q)
    {
        var (s, c) = Math.SinCos(_offset + (_prismatic ? 0 : q));
        var (px, py, pz) = (parent.R.X, parent.R.Y, parent.R.Z);
        var yTurned = (_cosAlpha * py) + (_sinAlpha * pz);
        var z = (_cosAlpha * pz) - (_sinAlpha * py);
        var r = new Rotation((c * px) + (s * yTurned), (c * yTurned) - (s * px), z);
        return new(r, parent.P + (_a * px) + ((_d + (_prismatic ? q : 0)) * z));
    }
}
