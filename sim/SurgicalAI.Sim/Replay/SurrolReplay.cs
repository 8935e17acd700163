using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Dynamics.Arms;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Replay;

/// <summary>How well our arm follows the recorded one.</summary>
/// <param name="Task">SurRoL's name of the task.</param>
/// <param name="Episodes">Episodes replayed.</param>
/// <param name="TipErrorP50M">Median distance between our jaw control point and the recorded one after each action, life size, metres.</param>
/// <param name="TipErrorP95M">95th percentile of it.</param>
/// <param name="TipErrorMaxM">Greatest.</param>
/// <param name="TurnErrorP95Rad">95th percentile of the angle between the tools.</param>
/// <param name="Unreachable">Actions that our joint ranges do not allow.</param>
/// <param name="MedianStepsToSuccess">Median number of recorded actions until SurRoL's rule said done.</param>
/// <param name="MedianSuccessS">The same in simulated seconds.</param>
public sealed record SurrolReplayResult(
    string Task,
    int Episodes,
    double TipErrorP50M,
    double TipErrorP95M,
    double TipErrorMaxM,
    double TurnErrorP95Rad,
    int Unreachable,
    double MedianStepsToSuccess,
    double MedianSuccessS);

/// <summary>
/// Plays recorded SurRoL actions on our arm. Each episode starts where the recording does; from then on only the actions are used:
/// SurRoL's rule makes a target from where our own arm has got to, our inverse kinematics and servos go there within the joints' speed
/// limits, and after 0.2 s the tip is compared with the recorded one. Errors add up over the episode as they would on a robot.
/// </summary>
public sealed class SurrolReplay
{
    private const int StepsPerAction = (int)(SurrolEpisodes.PeriodS / SimWorld.StepS);

    // The setpoint gets there in half the time and then waits, so that the arm has come to rest as SurRoL's has.
    private const int StepsOfTravel = StepsPerAction / 2;

    private readonly SurrolEpisodes _episodes;
    private readonly DynamicsWorld _world = new(new DynamicsOptions());
    private readonly ArmBody _arm = new(SurrolRobot.Psm);
    private readonly List<double> _tipErrorsM = [];
    private readonly List<double> _turnErrorsRad = [];
    private readonly bool _turns;
    private readonly bool _opens;
    private int _unreachable;

    private SurrolReplay(SurrolEpisodes episodes)
    {
        _episodes = episodes;

        // needle_reach.py and gauze_retrieve.py drop the turn; needle_reach.py keeps the jaws shut.
        (_turns, _opens) = (episodes.Task is not ("NeedleReach" or "GauzeRetrieve"), episodes.Task is not "NeedleReach");
        _world.AddArm(_arm);
    }

    private static SimPsm Psm => SurrolRobot.Psm;

    /// <summary>Replays a file's episodes.</summary>
    /// <param name="episodes">Recordings.</param>
    /// <param name="atMost">Number of episodes to use.</param>
    /// <param name="cancellation">Ends it early, by an exception.</param>
    public static SurrolReplayResult Run(SurrolEpisodes episodes, int atMost, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        var replay = new SurrolReplay(episodes);
        var count = Math.Min(atMost, episodes.Count);
        for (var episode = 0; episode < count; episode++)
        {
            cancellation.ThrowIfCancellationRequested();
            replay.Play(episode);
        }

        return replay.Result(count);
    }

    private void Play(int episode)
    {
        var start = _episodes.Robot(episode, 0);
        if (!Psm.TryInverse_world(SurrolRobot.Pose(start), default, out var q))
        {
            _unreachable++;
            return;
        }

        _arm.Place(q, start[6]);
        for (var step = 0; step < _episodes.Steps; step++)
        {
            Act(_episodes.Action(episode, step));
            Compare(SurrolRobot.Pose(_episodes.Robot(episode, step + 1)));
        }
    }

    private void Act(ReadOnlySpan<double> action)
    {
        var (from, jaw) = (_arm.Setpoint, SurrolRobot.Jaw(action, _opens));
        if (!Psm.TryInverse_world(SurrolRobot.Target(Psm.Forward_world(_arm.Position), action, _turns), from, out var goal))
        {
            (goal, _unreachable) = (from, _unreachable + 1);
        }

        for (var step = 1; step <= StepsPerAction; step++)
        {
            _arm.Follow(OnTheWay(from, goal, step), jaw);
            _world.Step(SimWorld.StepS, substeps: 1);
        }
    }

    private static JointVector OnTheWay(in JointVector from, in JointVector goal, int step)
    {
        var q = goal;
        for (var i = 0; i < JointVector.Length; i++)
        {
            var perStep = Math.Min(Math.Abs(goal[i] - from[i]) / StepsOfTravel, Psm.Model.Limits.MaxVelocity[i] * SimWorld.StepS);
            q[i] = from[i] + Math.CopySign(Math.Min(step * perStep, Math.Abs(goal[i] - from[i])), goal[i] - from[i]);
        }

        return q;
    }

    private void Compare(Pose<WorldFrame, ToolFrame> recorded)
    {
        var ours = Psm.Forward_world(_arm.Position);
        _tipErrorsM.Add(((ours * Psm.ControlPoint_tool) - (recorded * Psm.ControlPoint_tool)).Length);
        _turnErrorsRad.Add(ours.R.AngleTo(recorded.R));
    }

    private SurrolReplayResult Result(int count)
    {
        var steps = Enumerable.Range(0, count).Select(_episodes.StepsToSuccess).Select(s => s ?? double.PositiveInfinity).ToList();
        var median = Percentile(steps, 0.5);
        return new(
            _episodes.Task, count, Percentile(_tipErrorsM, 0.5), Percentile(_tipErrorsM, 0.95), Percentile(_tipErrorsM, 1), Percentile(_turnErrorsRad, 0.95), _unreachable, median, median * SurrolEpisodes.PeriodS);
    }

    private static double Percentile(List<double> values, double share)
    {
        values.Sort();
        return values.Count == 0 ? double.NaN : values[(int)Math.Round(share * (values.Count - 1))];
    }
}
