using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Arms;

/// <content>Where the links are, and how joints and points of links move each other.</content>
public sealed partial class ArmBody
{
    private readonly Vec3[] _axis = new Vec3[Degrees];
    private readonly Vec3[] _origin = new Vec3[JointVector.Length];
    private readonly Rotation[] _linkR = new Rotation[5];
    private readonly Vec3[] _linkP = new Vec3[5];

    /// <summary>Rotation of a link in the world.</summary>
    public Rotation LinkRotation(ArmLink link) => _linkR[(int)link];

    /// <summary>Origin of a link in the world, metres.</summary>
    public Vec3 LinkOrigin(ArmLink link) => _linkP[(int)link];

    /// <summary>Pose of the tool frame.</summary>
    public Pose<WorldFrame, ToolFrame> T_world_tool => new(LinkRotation(ArmLink.Tool), LinkOrigin(ArmLink.Tool));

    /// <summary>A point of a link in the world, metres, at the substep's start.</summary>
    internal Vec3 Point(ArmLink link, Vec3 p_link) => (_linkR[(int)link] * p_link) + _linkP[(int)link];

    /// <summary>How fast a point of a link moves along a direction per joint's speed.</summary>
    /// <param name="link">Link.</param>
    /// <param name="p">Point in the world.</param>
    /// <param name="n">Direction in the world.</param>
    /// <param name="jacobian">Written: seven values.</param>
    internal void Jacobian(ArmLink link, Vec3 p, Vec3 n, Span<double> jacobian)
    {
        var joints = link switch { ArmLink.Shaft => 4, ArmLink.Wrist => 5, _ => 6 };
        for (var i = 0; i < JointVector.Length; i++)
        {
            jacobian[i] = i >= joints ? 0 : i == 2 ? _axis[2].Dot(n) : _axis[i].Dot((p - _origin[i]).Cross(n));
        }

        jacobian[Jaw] = JawSide(link) * _axis[Jaw].Dot((p - _linkP[(int)ArmLink.Tool]).Cross(n));
    }

    /// <summary>Way of a point of a link since the substep's start, to first order.</summary>
    internal Vec3 Shift(ArmLink link, Vec3 p) => Carried(link, p, _way);

    /// <summary>Velocity of a point of a link, m/s.</summary>
    internal Vec3 VelocityAt(ArmLink link, Vec3 p) => Carried(link, p, _v);

    /// <summary>Way of a contact's point along three directions, by the rows of its Jacobian.</summary>
    internal Vec3 Way(ReadOnlySpan<double> rows)
    {
        var (x, y, z) = (0.0, 0.0, 0.0);
        for (var i = 0; i < Degrees; i++)
        {
            var way = _way[i];
            x += rows[i] * way;
            y += rows[i + Degrees] * way;
            z += rows[i + (2 * Degrees)] * way;
        }

        return new(x, y, z);
    }

    /// <summary>Way along the first of the rows.</summary>
    internal double WayAlong(ReadOnlySpan<double> rows)
    {
        var sum = 0.0;
        for (var i = 0; i < Degrees; i++)
        {
            sum += rows[i] * _way[i];
        }

        return sum;
    }

    /// <summary>Pushes along three directions, by the rows of a contact's Jacobian.</summary>
    internal void Push(ReadOnlySpan<double> rows, Vec3 impulse)
    {
        for (var i = 0; i < Degrees; i++)
        {
            _way[i] += _inverseInertia[i] * ((rows[i] * impulse.X) + (rows[i + Degrees] * impulse.Y) + (rows[i + (2 * Degrees)] * impulse.Z));
        }

        _touched = true;
    }

    /// <summary>Inverse inertias of joints and jaw.</summary>
    internal ReadOnlySpan<double> InverseInertias => _inverseInertia;

    /// <summary>Ways of joints and jaw since the substep's start, rad and m.</summary>
    internal ReadOnlySpan<double> Ways => _way;

    /// <summary>Takes over ways that contacts have changed.</summary>
    internal void TakeWays(ReadOnlySpan<double> ways)
    {
        ways.CopyTo(_way);
        _touched = true;
    }

    /// <summary>Inverse mass along the direction of a row.</summary>
    internal double InverseMass(ReadOnlySpan<double> row)
    {
        var sum = 0.0;
        for (var i = 0; i < Degrees; i++)
        {
            sum += row[i] * row[i] * _inverseInertia[i];
        }

        return sum;
    }

    internal double InverseMassAt(ArmLink link, Vec3 p, Vec3 n)
    {
        Span<double> jacobian = stackalloc double[Degrees];
        Jacobian(link, p, n, jacobian);
        return InverseMass(jacobian);
    }

    /// <summary>How the sum of two gaps at points of two links gives way to one push on both.</summary>
    internal double PairInverseMass(ArmLink link1, Vec3 p1, Vec3 n1, ArmLink link2, Vec3 p2, Vec3 n2)
    {
        Span<double> first = stackalloc double[Degrees];
        Span<double> second = stackalloc double[Degrees];
        Jacobian(link1, p1, n1, first);
        Jacobian(link2, p2, n2, second);
        var sum = 0.0;
        for (var i = 0; i < Degrees; i++)
        {
            var both = first[i] + second[i];
            sum += both * both * _inverseInertia[i];
        }

        return sum;
    }

    /// <summary>1 where a force on a jaw acts on its inner face, else 0.</summary>
    internal double InnerFace(ArmLink link, Vec3 push)
    {
        var outward = link switch { ArmLink.JawUpper => 1, ArmLink.JawLower => -1, _ => 0 };
        return outward * push.Dot(_linkR[(int)link].Y) > 0.5 ? 1 : 0;
    }

    internal void Push(ArmLink link, Vec3 p, Vec3 impulse)
    {
        Span<double> jacobian = stackalloc double[Degrees];
        Jacobian(link, p, impulse, jacobian);
        for (var i = 0; i < Degrees; i++)
        {
            _way[i] += jacobian[i] * _inverseInertia[i];
        }

        _touched = true;
    }

    // A closed jaw does not give way: it presses on the other.
    private double JawSide(ArmLink link) => _q[Jaw] <= 0 ? 0 : link switch { ArmLink.JawUpper => -0.5, ArmLink.JawLower => 0.5, _ => 0 };

    private Vec3 Carried(ArmLink link, Vec3 p, double[] rates)
    {
        var joints = link switch { ArmLink.Shaft => 4, ArmLink.Wrist => 5, _ => 6 };
        var sum = rates[2] * _axis[2];
        for (var i = 0; i < joints; i++)
        {
            if (i != 2)
            {
                sum += rates[i] * _axis[i].Cross(p - _origin[i]);
            }
        }

        return sum + (JawSide(link) * rates[Jaw] * _axis[Jaw].Cross(p - _linkP[(int)ArmLink.Tool]));
    }

    private void RefreshLinks()
    {
        Span<LinkPose> links = stackalloc LinkPose[JointVector.Length];
        _kinematics.Links(Position, links);
        var R = _T_world_base.R;
        for (var i = 0; i < JointVector.Length; i++)
        {
            (_axis[i], _origin[i]) = (R * links[i].R.Z, _T_world_base * links[i].P);
        }

        Set(ArmLink.Shaft, R * links[3].R, _origin[3]);
        Set(ArmLink.Wrist, R * links[4].R, _origin[4]);
        var tool = R * (links[5].R * Model.R_link6_tool);
        Set(ArmLink.Tool, tool, _origin[5]);
        var half = Math.Max(0, _q[Jaw]) / 2;
        Set(ArmLink.JawUpper, tool * Rotation.AboutX(-half), _origin[5]);
        Set(ArmLink.JawLower, tool * Rotation.AboutX(half), _origin[5]);
        _axis[Jaw] = tool.X;
        RefreshInertia();
    }

    // Yaw and pitch turn the whole instrument about the remote centre: the further in the tip, the harder to turn.
    private void RefreshInertia()
    {
        var lever = Math.Max(MinLeverM, (_origin[5] - _T_world_base.P).Length);
        (_inverseInertia[0], _inverseInertia[1]) = (1 / (TipMassKg * lever * lever), 1 / (TipMassKg * lever * lever));
    }

    private void Set(ArmLink link, in Rotation r, Vec3 p) => (_linkR[(int)link], _linkP[(int)link]) = (r, p);
}
