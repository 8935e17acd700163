using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.App.Evaluation.Tips;

/// <summary>Gathers a run's errors. An arm's tip counts as visible when the picture shows one of its jaws' ends.</summary>
internal sealed class TipScore
{
    // A seen tip belongs to a true one within this share of the picture's width; an end is visible with jaw pixels this near, at 640 px.
    private const double HitShare = 0.06;
    private const double VisiblePx = 3;
    private const double VisibleM = 3 * Si.Mm;

    public int Frames { get; private set; }

    public int Visible { get; private set; }

    public int Missed { get; private set; }

    public int False { get; private set; }

    public List<double> TipPx { get; } = [];

    public List<double> AxisDeg { get; } = [];

    public List<TipError> Single { get; } = [];

    public List<TipError> WithArm { get; } = [];

    public List<TipError> WithoutArm { get; } = [];

    public List<TipError> Arm { get; } = [];

    public List<double> Milliseconds { get; } = [];

    /// <summary>Scores a frame.</summary>
    /// <param name="scenes">Truth.</param>
    /// <param name="left">Tools of the left eye.</param>
    /// <param name="withArm">Tracker that heard the arms.</param>
    /// <param name="withoutArm">Tracker that did not.</param>
    public void Add(TipScenes scenes, EyeTools left, StereoTips withArm, StereoTips withoutArm)
    {
        Frames++;
        Span<bool> explained = stackalloc bool[InstrumentRegions.Most];
        explained.Clear();
        for (var a = 0; a < scenes.Arms.Count; a++)
        {
            var truth = TipTruth.Of(scenes.Arms[a], scenes.T_eye_world, scenes.Rig);
            if (!truth.IsAhead)
            {
                continue;
            }

            var hit = Nearest(left, truth, explained);
            explained[Math.Max(0, hit)] |= hit >= 0;
            var (first, second) = (IsVisible(scenes, truth, a, 0), IsVisible(scenes, truth, a, 1));
            if (first || second)
            {
                AddArm(scenes, withArm, a, truth);
                Add(left, withArm, withoutArm, truth, hit, first == second ? -1 : first ? 0 : 1);
            }
        }

        for (var i = 0; i < left.Tools.Length; i++)
        {
            False += left.Tools[i].HasTip && !explained[i] ? 1 : 0;
        }
    }

    private void AddArm(TipScenes scenes, StereoTips withArm, int arm, in TipTruth truth)
    {
        Arm.Add(TipError.Of(truth.Ends_eye.Middle, TipTruth.Reported(scenes.Arms[arm], scenes.T_eye_world).Middle));
        foreach (ref readonly var tip in withArm.Tips)
        {
            if (tip.Id == arm + 1)
            {
                WithArm.Add(TipError.Of(truth.Ends_eye.Middle, tip.P_eye));
            }
        }
    }

    private void Add(EyeTools left, StereoTips withArm, StereoTips withoutArm, in TipTruth truth, int hit, int only)
    {
        Visible++;
        Missed += hit < 0 ? 1 : 0;
        if (hit < 0)
        {
            return;
        }

        ref readonly var tool = ref left.Tools[hit];
        if (tool.HasAxis)
        {
            AxisDeg.Add(Math.Acos(Math.Clamp(Math.Abs(tool.Axis.Dot(truth.Axis)), 0, 1)) * 180 / Math.PI);
        }

        // One seen end is the visible one.
        var first = tool.Ends == 1 && only >= 0 ? only : NearestEnd(truth, tool.FirstEnd);
        for (var end = 0; end < tool.Ends; end++)
        {
            AddEnd(withArm, truth, end == 0 ? first : 1 - first, tool.End(end), withArm.Depth(hit, end));
        }

        var wanted = tool.Ends == 2 ? truth.Ends_eye.Middle : truth.Ends_eye.End(first);
        foreach (ref readonly var tip in withoutArm.Tips)
        {
            if (tip.Seen == hit)
            {
                WithoutArm.Add(TipError.Of(wanted, tip.P_eye));
            }
        }
    }

    private void AddEnd(StereoTips tips, in TipTruth truth, int end, ImagePoint seen, in TipDepth depth)
    {
        TipPx.Add((seen - truth.End(end)).Length);
        if (depth.Found)
        {
            Single.Add(TipError.Of(truth.Ends_eye.End(end), tips.PointOf(seen, depth)));
        }

    }

    private static int NearestEnd(in TipTruth truth, ImagePoint seen) => (seen - truth.FirstEnd).Length <= (seen - truth.SecondEnd).Length ? 0 : 1;

    // The free tool of which an end is nearest to one of the true ends.
    private static int Nearest(EyeTools left, in TipTruth truth, ReadOnlySpan<bool> explained)
    {
        var (best, at) = (HitShare * left.WidthPx, -1);
        for (var i = 0; i < 2 * left.Tools.Length; i++)
        {
            ref readonly var tool = ref left.Tools[i / 2];
            if (tool.HasTip && !explained[i / 2] && tool.End(i % 2) is var end && (end - truth.End(NearestEnd(truth, end))).Length is var off && off < best)
            {
                (best, at) = (off, i / 2);
            }
        }

        return at;
    }

    // The picture shows the arm's jaw at the end, and it is this end and not what lies before it.
    private static bool IsVisible(TipScenes scenes, in TipTruth truth, int arm, int end)
    {
        var (labels, instances) = (scenes.Labels.Left, scenes.Instances.Left);
        var depths = scenes.Depth.Floats();
        var near = (int)Math.Ceiling(VisiblePx * labels.WidthPx / 640);
        var (cx, cy, z) = ((int)Math.Round(truth.End(end).XPx), (int)Math.Round(truth.End(end).YPx), truth.Ends_eye.End(end).Z);
        for (var y = Math.Max(2, cy - near); y <= Math.Min(labels.HeightPx - 3, cy + near); y++)
        {
            for (var x = Math.Max(2, cx - near); x <= Math.Min(labels.WidthPx - 3, cx + near); x++)
            {
                if (labels.Row(y)[x] == (byte)SegmentationClass.Jaw && instances.Row(y)[x] == arm + 1 && Math.Abs(depths[(y * labels.WidthPx) + x] - z) < VisibleM)
                {
                    return true;
                }
            }
        }

        return false;
    }
}

/// <summary>Error of a tip in space.</summary>
/// <param name="DepthM">True depth.</param>
/// <param name="ErrorM">Distance from the truth.</param>
/// <param name="AlongM">Error along the optical axis; positive is too far.</param>
internal readonly record struct TipError(double DepthM, double ErrorM, double AlongM)
{
    public static TipError Of(Vec3 truth_eye, Vec3 p_eye) => new(truth_eye.Z, (p_eye - truth_eye).Length, p_eye.Z - truth_eye.Z);
}
