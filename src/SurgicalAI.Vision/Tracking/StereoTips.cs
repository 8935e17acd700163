using SurgicalAI.Core.Frames;

namespace SurgicalAI.Vision.Tracking;

/// <summary>What an arm says of its jaws' ends, through calibration and hand-eye; left eye's frame, metres.</summary>
/// <param name="First">End of one jaw.</param>
/// <param name="Second">End of the other.</param>
public readonly record struct ArmTip(Vec3 First, Vec3 Second)
{
    /// <summary>The tip: the middle between both.</summary>
    public Vec3 Middle => 0.5 * (First + Second);

    /// <summary>False when the arm is silent.</summary>
    public bool IsFinite => First.IsFinite && Second.IsFinite;

    /// <summary>One of the ends.</summary>
    /// <param name="end">0 or 1.</param>
    public Vec3 End(int end) => end == 0 ? First : Second;
}

/// <summary>A tip in space.</summary>
/// <param name="Id">Number of the track; with arms, 1 plus the arm's number.</param>
/// <param name="Seen">Number of the tool in the left eye's map; -1 when it is foretold.</param>
/// <param name="P_eye">Middle of the jaws' ends; without an arm's word, of those ends that are seen. Left eye's frame, metres.</param>
/// <param name="SdM">Standard deviation, metres, all three axes together.</param>
public readonly record struct TipEstimate(int Id, int Seen, Vec3 P_eye, double SdM);

/// <summary>
/// Tips of one stereo endoscope followed in space: what was found in both eyes' label maps, matched in the pictures, joined in a filter
/// for each tip. Arms that report where they are each keep their own filter, and what is seen is given to the arm that it fits;
/// without arms the tracks of the left eye's pictures have one each. Hot path: no allocation. Not thread-safe.
/// </summary>
public sealed class StereoTips
{
    /// <summary>From the visible surface of the jaws' end to their axis, metres: half of a needle driver's thickness there.</summary>
    public const double SurfaceToAxisM = 0.0006;

    private const double GatePx = 8;
    private const double DisparityWeightPx = 1;
    private const double Gate = 4;

    private readonly StereoRig _rig;
    private readonly TipStereo _stereo;
    private readonly TipTracker _tracker = new();
    private readonly TipFilter[] _filters = new TipFilter[InstrumentRegions.Most];
    private readonly int[] _ids = new int[InstrumentRegions.Most];
    private readonly TipDepth[] _depths = new TipDepth[2 * InstrumentRegions.Most];
    private readonly TipEstimate[] _tips = new TipEstimate[InstrumentRegions.Most];
    private readonly bool[] _taken = new bool[InstrumentRegions.Most];
    private int _count;

    /// <summary>Makes a tracker.</summary>
    /// <param name="rig">Calibration.</param>
    /// <param name="options">Noise of the filters.</param>
    public StereoTips(StereoRig rig, TipFilterOptions options)
    {
        (_rig, _stereo) = (rig, new(rig));
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
    public TipDepth Depth(int tool, int end) => _depths[(2 * tool) + end];

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
    public Vec3 PointOf(ImagePoint end, in TipDepth depth) => _rig.PointAt(_rig.Ideal(end), Inwards(depth.DisparityPx));

    /// <summary>Takes in a picture.</summary>
    /// <param name="left">Left eye.</param>
    /// <param name="right">Right eye.</param>
    /// <param name="arms_eye">Tip of each arm as it reports it, through calibration and hand-eye, left eye's frame, metres; none: no arms. Not finite: silent.</param>
    /// <param name="dtS">Time since the picture before, seconds.</param>
    /// <returns>The tips.</returns>
    public ReadOnlySpan<TipEstimate> Update(EyeTools left, EyeTools right, ReadOnlySpan<ArmTip> arms_eye, double dtS)
    {
        for (var i = 0; i < 2 * left.Tools.Length; i++)
        {
            _depths[i] = i % 2 < left.Tools[i / 2].Ends ? _stereo.Match(left, right, left.Tools[i / 2], i % 2) : default;
        }

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

            if (track.Seen >= 0)
            {
                See(filter, left.Tools[track.Seen], track.Seen);
            }

            Keep(filter, track.Id, track.Seen);
        }
    }

    // Without an arm's word the tip is the middle of what is seen.
    private void See(TipFilter filter, in SeenTool tool, int number)
    {
        var (depth, other) = (Depth(number, 0), Depth(number, tool.Ends - 1));
        var found = depth.Found && other.Found
            ? new(true, (depth.DisparityPx + other.DisparityPx) / 2, Math.Max(depth.SdPx, other.SdPx), Math.Min(depth.Correlation, other.Correlation))
            : depth.Found ? depth : other;
        if (filter.IsStarted)
        {
            _ = filter.UpdateSeen(Vec3.Zero, _rig.Ideal(tool.Tip), tool.Pointing, tool.AlongPx, tool.AcrossPx);
            _ = found.Found && filter.UpdateDisparity(Vec3.Zero, Inwards(found.DisparityPx), found.SdPx);
        }
        else if (found.Found)
        {
            filter.StartAt(PointOf(tool.Tip, found));
        }
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
            if (seen[arm] >= 0)
            {
                See(_filters[arm], left.Tools[seen[arm]], seen[arm], arms_eye[arm]);
            }

            Keep(_filters[arm], arm + 1, seen[arm]);
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

    // Each end that is seen is the one of the arm's two that it fits better.
    private void See(TipFilter filter, in SeenTool tool, int number, in ArmTip arm)
    {
        var (first, second) = arm.IsFinite ? (arm.First - arm.Middle, arm.Second - arm.Middle) : default;
        var straight = Misfit(filter, tool, number, 0, first) + (tool.Ends > 1 ? Misfit(filter, tool, number, 1, second) : 0);
        var crossed = Misfit(filter, tool, number, 0, second) + (tool.Ends > 1 ? Misfit(filter, tool, number, 1, first) : 0);
        for (var end = 0; end < tool.Ends; end++)
        {
            var lever = end == 0 == straight <= crossed ? first : second;
            var depth = Depth(number, end);
            _ = filter.UpdateSeen(lever, _rig.Ideal(tool.End(end)), (tool.End(end) - tool.Hinge).Unit(), tool.AlongPx, tool.AcrossPx);
            _ = depth.Found && filter.UpdateDisparity(lever, Inwards(depth.DisparityPx), depth.SdPx);
        }
    }

    private double Misfit(TipFilter filter, in SeenTool tool, int number, int end, Vec3 lever)
    {
        if (!_rig.TryProject(filter.Position + lever, out var expected, out var disparity))
        {
            return double.MaxValue;
        }

        var (off, depth) = ((_rig.Ideal(tool.End(end)) - expected).Length, Depth(number, end));
        var deep = depth.Found ? (Inwards(depth.DisparityPx) - disparity) / DisparityWeightPx : 0;
        return (off * off / (GatePx * GatePx)) + (deep * deep);
    }

    private void Keep(TipFilter filter, int id, int seen)
    {
        if (filter.IsStarted)
        {
            _tips[_count++] = new(id, seen, filter.Position, filter.SdM);
        }
    }

    // Disparity of the axis behind the surface that was matched.
    private double Inwards(double disparityPx)
    {
        var fb = _rig.Camera.Intrinsics.FxPx * _rig.Camera.BaselineM;
        return fb / ((fb / disparityPx) + SurfaceToAxisM);
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
