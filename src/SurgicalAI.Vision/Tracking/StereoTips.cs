using SurgicalAI.Core.Frames;

namespace SurgicalAI.Vision.Tracking;

/// <summary>A tip in space.</summary>
/// <param name="Id">Number of the track; with arms, 1 plus the arm's number.</param>
/// <param name="Seen">Number of the tool in the left eye's map; -1 when it is foretold.</param>
/// <param name="P_eye">Middle of the jaws' ends; without an arm's word, of those ends that are seen. Left eye's frame, metres.</param>
/// <param name="SdM">Standard deviation, metres, all three axes together.</param>
/// <param name="Hidden">True when the last picture showed no end of the jaws that fits: the place is foretold, or told by the arm and by where the jaws begin.</param>
public readonly record struct TipEstimate(int Id, int Seen, Vec3 P_eye, double SdM, bool Hidden);

/// <summary>
/// Tips of one stereo endoscope followed in space: what was found in both eyes' label maps, matched in the pictures, joined in a filter
/// for each tip. Arms that report where they are each keep their own filter, and what is seen is given to the arm that it fits;
/// without arms the tracks of the left eye's pictures have one each. Hot path: no allocation. Not thread-safe.
/// </summary>
public sealed class StereoTips
{
    private const double GatePx = 8;
    private const double Gate = 4;

    private readonly StereoRig _rig;
    private readonly TipDepths _depths;
    private readonly ArmSight _arms;
    private readonly TipTracker _tracker = new();
    private readonly TipFilter[] _filters = new TipFilter[InstrumentRegions.Most];
    private readonly int[] _ids = new int[InstrumentRegions.Most];
    private readonly TipEstimate[] _tips = new TipEstimate[InstrumentRegions.Most];
    private readonly bool[] _taken = new bool[InstrumentRegions.Most];
    private int _count;

    /// <summary>Makes a tracker.</summary>
    /// <param name="rig">Calibration.</param>
    /// <param name="options">Noise of the filters.</param>
    public StereoTips(StereoRig rig, TipFilterOptions options)
    {
        (_rig, _depths) = (rig, new(rig));
        _arms = new(rig, _depths);
        for (var i = 0; i < _filters.Length; i++)
        {
            _filters[i] = new(rig, options);
        }
    }

    /// <summary>Tips after the last picture; valid until the next call.</summary>
    public ReadOnlySpan<TipEstimate> Tips => _tips.AsSpan(0, _count);

    /// <summary>Depth of a jaw's end in the last picture alone.</summary>
    /// <param name="tool">Number of the tool in the left eye.</param>
    /// <param name="end">0 or 1.</param>
    public TipDepth Depth(int tool, int end) => _depths.End(tool, end);

    /// <summary>Forgets all tips.</summary>
    public void Reset()
    {
        _tracker.Reset();
        _count = 0;
        foreach (var filter in _filters)
        {
            filter.Reset();
        }
    }

    /// <summary>Where one picture alone puts a jaw's end, on the jaw's axis, left eye's frame, metres.</summary>
    /// <param name="end">The end in the left picture.</param>
    /// <param name="depth">Its depth, found.</param>
    public Vec3 PointOf(ImagePoint end, in TipDepth depth) => _depths.PointOf(end, depth);

    /// <summary>Takes in a picture.</summary>
    /// <param name="left">Left eye.</param>
    /// <param name="right">Right eye.</param>
    /// <param name="arms_eye">Tip of each arm as it reports it, through calibration and hand-eye, left eye's frame, metres; none: no arms. Not finite: silent.</param>
    /// <param name="dtS">Time since the picture before, seconds.</param>
    /// <returns>The tips.</returns>
    public ReadOnlySpan<TipEstimate> Update(EyeTools left, EyeTools right, ReadOnlySpan<ArmTip> arms_eye, double dtS)
    {
        _depths.Match(left, right);
        _count = 0;
        if (arms_eye.IsEmpty)
        {
            FollowTracks(left, dtS);
        }
        else
        {
            FollowArms(left, arms_eye, dtS);
        }

        return Tips;
    }

    private void FollowTracks(EyeTools left, double dtS)
    {
        foreach (ref readonly var track in _tracker.Update(left.Tools, dtS))
        {
            var filter = _filters[SlotOf(track.Id)];
            if (filter.IsStarted)
            {
                filter.Predict(dtS);
            }

            var hidden = track.Seen < 0 || !See(filter, left.Tools[track.Seen], track.Seen);
            Keep(filter, track.Id, track.Seen, hidden);
        }
    }

    // Without an arm's word the tip is the middle of what is seen.
    private bool See(TipFilter filter, in SeenTool tool, int number)
    {
        var (depth, other) = (Depth(number, 0), Depth(number, tool.Ends - 1));
        var found = depth.Found && other.Found
            ? new(true, (depth.DisparityPx + other.DisparityPx) / 2, Math.Max(depth.SdPx, other.SdPx), Math.Min(depth.Correlation, other.Correlation), (depth.Slope + other.Slope) / 2)
            : depth.Found ? depth : other;
        if (filter.IsStarted)
        {
            return filter.UpdateSeen(Vec3.Zero, _rig.Ideal(tool.Tip), tool.Pointing, tool.AlongPx, tool.AcrossPx)
                && (!found.Found || filter.UpdateDisparity(Vec3.Zero, _depths.Inwards(found), found.SdPx));
        }

        if (found.Found)
        {
            filter.StartAt(PointOf(tool.Tip, found));
        }

        return found.Found;
    }

    private void FollowArms(EyeTools left, ReadOnlySpan<ArmTip> arms_eye, double dtS)
    {
        _taken.AsSpan().Clear();
        for (var arm = 0; arm < arms_eye.Length; arm++)
        {
            var filter = _filters[arm];
            if (filter.IsStarted)
            {
                filter.Predict(dtS);
            }

            if (arms_eye[arm].IsFinite && filter.IsStarted)
            {
                filter.UpdateArm(arms_eye[arm].Middle);
            }
            else if (arms_eye[arm].IsFinite)
            {
                filter.StartAtArm(arms_eye[arm].Middle);
            }
        }

        Span<int> seen = stackalloc int[arms_eye.Length];
        seen.Fill(-1);
        while (TryNearest(left, seen, out var arm, out var tool))
        {
            (seen[arm], _taken[tool]) = (tool, true);
        }

        for (var arm = 0; arm < arms_eye.Length; arm++)
        {
            var hidden = seen[arm] < 0 || !_arms.See(_filters[arm], left.Tools[seen[arm]], seen[arm], arms_eye[arm]);
            Keep(_filters[arm], arm + 1, seen[arm], hidden);
        }
    }

    // The closest pair of an arm and a seen tip that are both still free.
    private bool TryNearest(EyeTools left, ReadOnlySpan<int> seen, out int arm, out int tool)
    {
        (arm, tool) = (-1, -1);
        var best = Gate * Gate;
        for (var a = 0; a < seen.Length; a++)
        {
            if (seen[a] >= 0 || !_filters[a].IsStarted || !_rig.TryProject(_filters[a].Position, out var expected, out _))
            {
                continue;
            }

            var sdPx = _rig.Camera.Intrinsics.FxPx * _filters[a].SdM / _filters[a].Position.Z;
            for (var i = 0; i < left.Tools.Length; i++)
            {
                var off = (_rig.Ideal(left.Tools[i].Tip) - expected).Length;
                var distance = off * off / ((sdPx * sdPx) + (GatePx * GatePx));
                if (left.Tools[i].HasTip && !_taken[i] && distance < best)
                {
                    (best, arm, tool) = (distance, a, i);
                }
            }
        }

        return arm >= 0;
    }

    private void Keep(TipFilter filter, int id, int seen, bool hidden)
    {
        if (filter.IsStarted)
        {
            _tips[_count++] = new(id, seen, filter.Position, filter.SdM, hidden);
        }
    }

    // A track's filter; one whose track is gone is used again.
    private int SlotOf(int id)
    {
        var free = 0;
        for (var i = 0; i < _ids.Length; i++)
        {
            if (_ids[i] == id)
            {
                return i;
            }

            free = IsTracked(_ids[i]) ? free : i;
        }

        _ids[free] = id;
        _filters[free].Reset();
        return free;
    }

    private bool IsTracked(int id)
    {
        foreach (ref readonly var track in _tracker.Tools)
        {
            if (track.Id == id)
            {
                return true;
            }
        }

        return false;
    }
}
