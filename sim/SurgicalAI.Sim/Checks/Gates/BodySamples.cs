using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Checks.Gates;

/// <summary>An instrument as balls strung along its parts, from forward kinematics and the tool's sizes alone.</summary>
internal sealed class BodySamples(PsmKinematics kinematics)
{
    /// <summary>Parts: shaft, wrist, two jaws.</summary>
    public const int Parts = 4;

    /// <summary>Balls of each part.</summary>
    public const int PerPart = 14;

    private const int Refinements = 22;

    private readonly LinkPose[] _links = new LinkPose[JointVector.Length];
    private readonly Vec3[] _points = new Vec3[Parts * PerPart];
    private readonly double[] _radiiM = [
        kinematics.Model.Geometry.ShaftRadiusM,
        kinematics.Model.Geometry.WristRadiusM,
        Math.Max(kinematics.Model.Geometry.JawWidthM / 2, kinematics.Model.Geometry.JawThicknessM),
        Math.Max(kinematics.Model.Geometry.JawWidthM / 2, kinematics.Model.Geometry.JawThicknessM),
    ];

    /// <summary>Places the balls.</summary>
    public void Place(in JointVector q, double jawRad)
    {
        kinematics.Links(q, _links);
        var T_base_tool = kinematics.Forward(q);
        String(0, Vec3.Zero, _links[4].P);
        String(1, _links[4].P, T_base_tool.P);
        var lengthM = kinematics.Model.Geometry.JawLengthM;
        var open = Math.Max(0, jawRad) / 2;
        String(2, T_base_tool.P, T_base_tool * new Vec3(0, lengthM * Math.Sin(open), lengthM * Math.Cos(open)));
        String(3, T_base_tool.P, T_base_tool * new Vec3(0, -lengthM * Math.Sin(open), lengthM * Math.Cos(open)));
    }

    /// <summary>Ends of a part's axis, base frame.</summary>
    public (Vec3 A, Vec3 B) Ends(int part) => (_points[part * PerPart], _points[(part * PerPart) + PerPart - 1]);

    /// <summary>Radius of a part, metres.</summary>
    public double RadiusM(int part) => _radiiM[part];

    /// <summary>Least distance of a part's surface by a distance of points, metres: the nearest ball, then thirds of the way to its neighbours.</summary>
    public double LeastM(int part, Func<Vec3, double> distanceM)
    {
        var (least, best) = (double.PositiveInfinity, 0);
        for (var i = 0; i < PerPart; i++)
        {
            var d = distanceM(_points[(part * PerPart) + i]);
            (least, best) = d < least ? (d, i) : (least, best);
        }

        var (a, b) = Ends(part);
        var (low, high) = (Math.Max(0, best - 1) / (PerPart - 1.0), Math.Min(PerPart - 1, best + 1) / (PerPart - 1.0));
        for (var i = 0; i < Refinements; i++)
        {
            var (s, t) = (low + ((high - low) / 3), high - ((high - low) / 3));
            var (ds, dt) = (distanceM(a + (s * (b - a))), distanceM(a + (t * (b - a))));
            (low, high) = ds < dt ? (low, t) : (s, high);
            least = Math.Min(least, Math.Min(ds, dt));
        }

        return least - _radiiM[part];
    }

    /// <summary>Least distance of a part's balls and how much less that of its surface may be, metres.</summary>
    public (double LeastM, double SlackM) Roughly(int part, Func<Vec3, double> distanceM)
    {
        var least = double.PositiveInfinity;
        for (var i = 0; i < PerPart; i++)
        {
            least = Math.Min(least, distanceM(_points[(part * PerPart) + i]));
        }

        return (least - _radiiM[part], (_points[part * PerPart] - _points[(part * PerPart) + 1]).Length / 2);
    }

    /// <summary>The farthest that any ball has moved since another placing, metres.</summary>
    public double MovedM(BodySamples before)
    {
        var most = 0.0;
        for (var i = 0; i < _points.Length; i++)
        {
            most = Math.Max(most, (_points[i] - before._points[i]).Length);
        }

        return most;
    }

    /// <summary>Least distance of the whole instrument, metres.</summary>
    public double LeastM(Func<Vec3, double> distanceM) =>
        Math.Min(Math.Min(LeastM(0, distanceM), LeastM(1, distanceM)), Math.Min(LeastM(2, distanceM), LeastM(3, distanceM)));

    private void String(int part, Vec3 a, Vec3 b)
    {
        for (var i = 0; i < PerPart; i++)
        {
            _points[(part * PerPart) + i] = a + (i / (PerPart - 1.0) * (b - a));
        }
    }
}
