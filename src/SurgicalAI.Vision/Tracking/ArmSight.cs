using SurgicalAI.Core.Frames;

namespace SurgicalAI.Vision.Tracking;

/// <summary>
/// What a picture shows of the tool of an arm that reports where it is, for the arm's filter. First where the jaws begin, which is nearly
/// always in sight; then each end, as the one of the arm's two that it fits better. Jaws that look longer than the arm says are not believed;
/// of shorter ones the wrist may hide where they begin or something their end, so that both are less sure along them.
/// </summary>
internal sealed class ArmSight(StereoRig rig, TipDepths depths)
{
    private const double MisfitPx = 8;
    private const double MisfitDisparityPx = 1;

    // Shares of the reach that the arm says, when this is long enough to tell.
    private const double LeastReach = 0.65;
    private const double MostReach = 1.5;
    private const double ReachKnownPx = 12;

    // Share of what is missing of a jaw's length that its visible end may be off across it.
    private const double AcrossMissing = 0.3;

    // Error of where the jaws begin, metres: much of it stays from picture to picture. Near the border, as a share of the width, it may be cut off.
    private const double HingeSdM = 0.0025;
    private const double BorderShare = 0.05;

    /// <summary>Gives a filter what is seen of its arm's tool. Hot path.</summary>
    /// <param name="filter">The arm's filter.</param>
    /// <param name="tool">What the left eye sees of its tool.</param>
    /// <param name="number">Number of that tool.</param>
    /// <param name="arm">What the arm says of its jaws; not finite: nothing.</param>
    /// <returns>False when no end of the jaws was in sight, or none that fits.</returns>
    public bool See(TipFilter filter, in SeenTool tool, int number, in ArmTip arm)
    {
        var (first, second, hinge) = arm.IsFinite ? (arm.First - arm.Middle, arm.Second - arm.Middle, arm.Hinge - arm.Middle) : default;
        if (arm.IsFinite && IsWithin(tool.Hinge))
        {
            SeeHinge(filter, tool, number, hinge, Math.Max(0, Said(filter, first, hinge).Length - Seen(tool, 0)));
        }

        var straight = Misfit(filter, tool, number, 0, first) + (tool.Ends > 1 ? Misfit(filter, tool, number, 1, second) : 0);
        var crossed = Misfit(filter, tool, number, 0, second) + (tool.Ends > 1 ? Misfit(filter, tool, number, 1, first) : 0);
        var any = false;
        for (var end = 0; end < tool.Ends; end++)
        {
            var lever = end == 0 == straight <= crossed ? first : second;
            var (said, seen) = (arm.IsFinite ? Said(filter, lever, hinge) : default, Seen(tool, end));
            if (said.Length < ReachKnownPx || (seen > LeastReach * said.Length && seen < MostReach * said.Length))
            {
                any |= SeeEnd(filter, tool, number, end, lever, (tool.End(end) - tool.Hinge).Unit(), 0);
            }
            else if (seen < said.Length)
            {
                _ = SeeEnd(filter, tool, number, end, lever, said.Unit(), said.Length - seen);
            }
        }

        return any;
    }

    // 'missingPx' is what the picture lacks of the jaw's length.
    private bool SeeEnd(TipFilter filter, in SeenTool tool, int number, int end, Vec3 lever, ImagePoint along, double missingPx)
    {
        var depth = depths.End(number, end);
        return filter.UpdateSeen(lever, rig.Ideal(tool.End(end)), along, tool.AlongPx + missingPx, tool.AcrossPx + (AcrossMissing * missingPx))
            && (!depth.Found || filter.UpdateDisparity(lever, depths.Inwards(depth), depth.SdPx + (Math.Abs(depth.Slope) * missingPx)));
    }

    private void SeeHinge(TipFilter filter, in SeenTool tool, int number, Vec3 lever, double missingPx)
    {
        var (z, hinge) = (filter.Position.Z + lever.Z, depths.Hinge(number));
        var px = rig.Camera.Intrinsics.FxPx * HingeSdM / z;
        if (filter.UpdateSeen(lever, rig.Ideal(tool.Hinge), tool.Pointing, px + missingPx, px) && hinge.Found)
        {
            var inwards = depths.HingeInwards(hinge);
            var sd = inwards * HingeSdM / z;
            _ = filter.UpdateDisparity(lever, inwards, Math.Sqrt((hinge.SdPx * hinge.SdPx) + (sd * sd)));
        }
    }

    private bool IsWithin(ImagePoint p)
    {
        var (eye, rim) = (rig.Camera.Intrinsics, BorderShare * rig.Camera.Intrinsics.WidthPx);
        return p.XPx > rim && p.YPx > rim && p.XPx < eye.WidthPx - rim && p.YPx < eye.HeightPx - rim;
    }

    // From where the jaws begin to an end, as the arm says; zero behind the lens.
    private ImagePoint Said(TipFilter filter, Vec3 lever, Vec3 hinge) =>
        rig.TryProject(filter.Position + lever, out var e, out _) && rig.TryProject(filter.Position + hinge, out var h, out _) ? e - h : default;

    private double Seen(in SeenTool tool, int end) => (rig.Ideal(tool.End(end)) - rig.Ideal(tool.Hinge)).Length;

    private double Misfit(TipFilter filter, in SeenTool tool, int number, int end, Vec3 lever)
    {
        if (!rig.TryProject(filter.Position + lever, out var expected, out var disparity))
        {
            return double.MaxValue;
        }

        var (off, depth) = ((rig.Ideal(tool.End(end)) - expected).Length, depths.End(number, end));
        var deep = depth.Found ? (depths.Inwards(depth) - disparity) / MisfitDisparityPx : 0;
        return (off * off / (MisfitPx * MisfitPx)) + (deep * deep);
    }
}
