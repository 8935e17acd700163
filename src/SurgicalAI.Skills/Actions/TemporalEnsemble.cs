using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Skills.Actions;

/// <summary>
/// ACT's temporal ensemble in absolute time: each plan holds setpoints at known times, and what is asked of one instant is the
/// weighted mean of all plans that cover it, interpolated, so the frame rate need not be the training data's. Hot path.
/// </summary>
/// <remarks>Weights exp(-m i), i = steps since the oldest covering plan (arXiv 2304.13705, section IV); rotations by chordal mean.</remarks>
public sealed class TemporalEnsemble
{
    private readonly EnsembleOptions _options;
    private readonly int _points;
    private readonly long _stepNs;
    private readonly Waypoint[] _waypoints;
    private int _newest = -1;
    private int _count;

    /// <summary>Makes an empty ensemble.</summary>
    /// <param name="planSteps">Setpoints per plan.</param>
    /// <param name="stepS">Time between them, seconds.</param>
    /// <param name="options">Weights and horizon.</param>
    public TemporalEnsemble(int planSteps, double stepS, EnsembleOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(planSteps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepS);
        _options = options ?? new EnsembleOptions();
        _options.Validate();
        _points = planSteps + 1;
        _stepNs = (long)Math.Round(stepS * Si.SNs);
        _waypoints = new Waypoint[_points * _options.MaximumPlans];
    }

    /// <summary>Plans held.</summary>
    public int Count => _count;

    /// <summary>Forgets all plans.</summary>
    public void Reset() => _count = 0;

    /// <summary>Adds a plan. One that is not newer than the last makes the ensemble start afresh: the source was restarted.</summary>
    /// <param name="tool">Measured state that the plan is relative to.</param>
    /// <param name="originNs">Unix time of the capture that the plan was made from, nanoseconds.</param>
    /// <param name="chunk">steps x <see cref="HybridRelative.Length"/> numbers; element k is meant (k + 1) steps after the origin.</param>
    /// <returns>False when a pose is not finite; the plan is then not kept.</returns>
    public bool Add(in ToolState tool, long originNs, ReadOnlySpan<float> chunk)
    {
        if (_count > 0 && originNs <= Plan(0)[0].AtNs)
        {
            Reset();
        }

        var slot = (_newest + 1) % _options.MaximumPlans;
        var points = _waypoints.AsSpan(slot * _points, _points);
        points[0] = new(originNs, tool.T_ecm_tool, tool.JawRad);
        for (var k = 1; k < _points; k++)
        {
            var action = chunk.Slice((k - 1) * HybridRelative.Length, HybridRelative.Length);
            points[k] = new(originNs + (k * _stepNs), HybridRelative.Decode(tool.T_ecm_tool, action), HybridRelative.JawRad(action));
            if (!points[k].T_ecm_tool.IsFinite || !double.IsFinite(points[k].JawRad))
            {
                return false;
            }
        }

        _newest = slot;
        _count = Math.Min(_count + 1, _options.MaximumPlans);
        return true;
    }

    /// <summary>The blended setpoint of one instant.</summary>
    /// <param name="atNs">Unix time asked for, nanoseconds.</param>
    /// <param name="waypoint">The mean of the plans that cover it.</param>
    /// <param name="spreadM">Root mean square distance of the plans from their mean, metres: how much they disagree.</param>
    /// <returns>False when no plan covers it.</returns>
    public bool At(long atNs, out Waypoint waypoint, out double spreadM)
    {
        (waypoint, spreadM) = (default, 0);
        if (_count == 0)
        {
            return false;
        }

        var newestNs = Plan(0)[0].AtNs;
        var oldest = Oldest(atNs, newestNs);
        if (oldest < 0)
        {
            return false;
        }

        var sums = default(Sums);
        var oldestNs = Plan(oldest)[0].AtNs;
        for (var i = oldest; i >= 0; i--)
        {
            var plan = Plan(i);
            if (Covers(plan, atNs))
            {
                var steps = (plan[0].AtNs - oldestNs) / (double)_stepNs;
                sums.Add(Interpolate(plan, atNs), Math.Exp(-_options.Decay * steps));
            }
        }

        waypoint = sums.Mean(atNs);
        spreadM = sums.SpreadM;
        return true;
    }

    private static bool Covers(ReadOnlySpan<Waypoint> plan, long atNs) => plan[0].AtNs <= atNs && atNs <= plan[^1].AtNs;

    private int Oldest(long atNs, long newestNs)
    {
        for (var i = _count - 1; i >= 0; i--)
        {
            var plan = Plan(i);
            if (newestNs - plan[0].AtNs <= _options.MaximumAgeS * Si.SNs && Covers(plan, atNs))
            {
                return i;
            }
        }

        return -1;
    }

    private ReadOnlySpan<Waypoint> Plan(int age)
    {
        var slot = (_newest - age + _options.MaximumPlans) % _options.MaximumPlans;
        return _waypoints.AsSpan(slot * _points, _points);
    }

    private Waypoint Interpolate(ReadOnlySpan<Waypoint> plan, long atNs)
    {
        var k = Math.Min((int)((atNs - plan[0].AtNs) / _stepNs), _points - 2);
        var fraction = (atNs - plan[k].AtNs) / (double)_stepNs;
        return new(
            atNs,
            plan[k].T_ecm_tool.Interpolate(plan[k + 1].T_ecm_tool, fraction),
            plan[k].JawRad + (fraction * (plan[k + 1].JawRad - plan[k].JawRad)));
    }

    // Running weighted sums of one instant.
    private struct Sums
    {
        private ChordalMean _rotation;
        private Rotation _last;
        private Vec3 _position;
        private double _squares;
        private double _jaw;
        private double _weight;

        public readonly double SpreadM
        {
            get
            {
                var mean = _position / _weight;
                return Math.Sqrt(Math.Max(0, (_squares / _weight) - mean.Dot(mean)));
            }
        }

        public void Add(in Waypoint w, double weight)
        {
            _rotation.Add(w.T_ecm_tool.R, weight);
            _last = w.T_ecm_tool.R;
            _position += weight * w.T_ecm_tool.P;
            _squares += weight * w.T_ecm_tool.P.Dot(w.T_ecm_tool.P);
            _jaw += weight * w.JawRad;
            _weight += weight;
        }

        public readonly Waypoint Mean(long atNs) => new(atNs, new(_rotation.Mean(_last), _position / _weight), _jaw / _weight);
    }
}
