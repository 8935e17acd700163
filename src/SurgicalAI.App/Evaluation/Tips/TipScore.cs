using SurgicalAI.Core.Frames;
using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.App.Evaluation.Tips;

/// <summary>Gathers a run's errors. An arm's tip counts as visible when the left picture shows one of its jaws' ends.</summary>
internal sealed class TipScore
{
    // A seen tip belongs to a true one within this share of the picture's width; it is misplaced further off than the second share.
    private const double HitShare = 0.06;
    private const double MisplacedShare = 0.0125;

    public int Frames { get; private set; }

    public int Visible { get; private set; }

    public int Missed { get; private set; }

    public int False { get; private set; }

    public List<double> TipPx { get; } = [];

    public List<double> AxisDeg { get; } = [];

    public List<TipSample> Samples { get; } = [];

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
            Score(scenes, left, withArm, withoutArm, new(scenes, truth, a), hit);
        }

        for (var i = 0; i < left.Tools.Length; i++)
        {
            False += left.Tools[i].HasTip && !explained[i] ? 1 : 0;
        }
    }

    private void Score(TipScenes scenes, EyeTools left, StereoTips withArm, StereoTips withoutArm, in TipView view, int hit)
    {
        var cause = hit >= 0 ? AddEnds(scenes, left, withArm, view, hit) : view.IsVisible ? TipCause.Missed : TipCause.Unseen;
        AddArm(scenes, withArm, view, cause);
        if (view.IsVisible)
        {
            Visible++;
            Missed += hit < 0 ? 1 : 0;
            AddTracked(scenes, left, withoutArm, view, hit, cause);
        }
    }

    private void AddArm(TipScenes scenes, StereoTips withArm, in TipView view, TipCause cause)
    {
        var truth = view.Truth.Ends_eye.Middle;
        Keep(scenes, TipKind.ArmAlone, cause, truth, TipTruth.Reported(scenes.Arms[view.Arm], scenes.T_eye_world).Middle);
        foreach (ref readonly var tip in withArm.Tips)
        {
            if (tip.Id == view.Arm + 1)
            {
                Keep(scenes, TipKind.TrackedWithArm, cause, truth, tip.P_eye);
                Keep(scenes, TipKind.TrackedInSight, cause, truth, tip.Hidden ? null : tip.P_eye);
            }
        }
    }

    // The cause of the tip is that of its first end that has one.
    private TipCause AddEnds(TipScenes scenes, EyeTools left, StereoTips tips, in TipView view, int hit)
    {
        ref readonly var tool = ref left.Tools[hit];
        if (tool.HasAxis)
        {
            AxisDeg.Add(Math.Acos(Math.Clamp(Math.Abs(tool.Axis.Dot(view.Truth.Axis)), 0, 1)) * 180 / Math.PI);
        }

        var (cause, answered, first) = (TipCause.None, false, view.NearestEnd(tool));
        for (var end = 0; end < tool.Ends; end++)
        {
            var (which, seen, depth) = (end == 0 ? first : 1 - first, tool.End(end), tips.Depth(hit, end));
            var off = (seen - view.Truth.End(which)).Length;
            var ofEnd = view.CauseOf(which, seen, MisplacedShare * left.WidthPx);
            cause = cause == TipCause.None ? ofEnd : cause;
            TipPx.Add(off);
            answered |= depth.Found;
            if (depth.Found)
            {
                Keep(scenes, TipKind.Single, ofEnd, view.Truth.Ends_eye.End(which), tips.PointOf(seen, depth));
            }
        }

        if (!answered && view.IsVisible)
        {
            Keep(scenes, TipKind.Single, cause, view.Truth.Ends_eye.End(first), null);
        }

        return cause;
    }

    private void AddTracked(TipScenes scenes, EyeTools left, StereoTips withoutArm, in TipView view, int hit, TipCause cause)
    {
        var ends = view.Truth.Ends_eye;
        var wanted = hit < 0 || left.Tools[hit].Ends == 2 ? ends.Middle : ends.End(view.NearestEnd(left.Tools[hit]));
        foreach (ref readonly var tip in withoutArm.Tips)
        {
            if (hit >= 0 && tip.Seen == hit)
            {
                Keep(scenes, TipKind.Tracked, cause, wanted, tip.P_eye);
                return;
            }
        }

        Keep(scenes, TipKind.Tracked, cause, wanted, null);
        if (hit < 0)
        {
            Keep(scenes, TipKind.Single, cause, wanted, null);
        }
    }

    private void Keep(TipScenes scenes, TipKind kind, TipCause cause, Vec3 truth_eye, Vec3? p_eye) =>
        Samples.Add(new(kind, scenes.Number, scenes.Task, scenes.Look, cause, p_eye is not null, p_eye is { } p ? TipError.Of(truth_eye, p) : new(truth_eye.Z, 0, 0)));

    // The free tool of which an end is nearest to one of the true ends.
    private static int Nearest(EyeTools left, in TipTruth truth, ReadOnlySpan<bool> explained)
    {
        var (best, at) = (HitShare * left.WidthPx, -1);
        for (var i = 0; i < 2 * left.Tools.Length; i++)
        {
            ref readonly var tool = ref left.Tools[i / 2];
            if (tool.HasTip && !explained[i / 2] && tool.End(i % 2) is var end && truth.Nearest(end) is var off && off < best)
            {
                (best, at) = (off, i / 2);
            }
        }

        return at;
    }
}
