using SurgicalAI.Control;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Sim.Fuzz;

/// <summary>
/// Random and adversarial sequences of messages through an <see cref="ArmController"/>: suggestions, decisions, leases, modes, state
/// commands, servo and moves of three sessions, with values that are not finite, replays, late and early stamps, a clock that is set, a
/// bus that goes and comes, an endoscope that moves, an arm that reads nonsense. After every tick <see cref="MotionOracle"/> judges.
/// </summary>
/// <remarks>One controller lives for two hundred sequences, so that each begins in what the ones before left behind. Same seed, same run.</remarks>
public sealed class CommandFuzz(ulong seed)
{
    private const int StepsPerSequence = 8;
    private const int SequencesPerLife = 200;
    private const long TickNs = 2 * Si.MsNs;
    private static readonly PsmKinematics s_kinematics = new(PsmModel.Load("psm-classic", "lnd-400006"));
    private static readonly Pose<BaseFrame, EcmFrame> T_base_ecm = new(Rotation.AboutX(2.5) * Rotation.AboutZ(0.2), new(0.01, 0.05, -0.02));

    /// <summary>Runs sequences.</summary>
    /// <param name="first">Number of the first; a life of two hundred begins at every multiple of that.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>What was done, and the first thing that was wrong.</returns>
    public FuzzResult Run(long first, long count, CancellationToken cancellation = default)
    {
        var result = new FuzzResult(0, 0, 0, 0, "");
        for (var life = first / SequencesPerLife; result.Sequences < count && result.Wrong.Length == 0; life++)
        {
            cancellation.ThrowIfCancellationRequested();
            result = Live(life, (int)Math.Min(SequencesPerLife, count - result.Sequences), result);
        }

        return result;
    }

    private FuzzResult Live(long life, int sequences, FuzzResult so)
    {
        var arm = new FuzzArm(JointVector.From([0, 0, 0.12, 0, 0, 0]));
        var controller = new ArmController(arm, s_kinematics, T_base_ecm, new ControllerOptions { StartReady = true });
        var oracle = new MotionOracle(controller, s_kinematics.Model.Limits);
        var sender = new FuzzSender(controller, arm, oracle, T_base_ecm, new Random((int)(((seed * 0x9E3779B97F4A7C15UL) + ((ulong)life * 0xBF58476D1CE4E5B9UL)) >> 33)));
        var (moved, refused) = (so.MovedTicks, so.Refused);
        for (var s = 0; s < sequences; s++)
        {
            sender.Aim();
            for (var k = 0; k < StepsPerSequence; k++)
            {
                refused += sender.Send().Code == FaultCode.None ? 0 : 1;
                controller.Tick(sender.NowNs);
                var wrong = sender.Wrong.Length > 0 ? sender.Wrong : oracle.Judge(sender.Connected, sender.NowNs);
                moved += controller.Setpoint.IsAtRest ? 0 : 1;
                if (wrong.Length > 0)
                {
                    return new(so.Sequences + s + 1, so.Ticks + (s * StepsPerSequence) + k + 1, moved, refused, $"seed {seed}, life {life}, sequence {s}, step {k}: {wrong} (after {sender.Last})");
                }

                sender.Pass(TickNs);
            }
        }

        return new(so.Sequences + sequences, so.Ticks + (sequences * StepsPerSequence), moved, refused, "");
    }
}

/// <summary>What a run of <see cref="CommandFuzz"/> did.</summary>
/// <param name="Sequences">Sequences run.</param>
/// <param name="Ticks">Control ticks judged.</param>
/// <param name="MovedTicks">Ticks in which the arm moved: a run in which nothing moves would prove nothing.</param>
/// <param name="Refused">Messages refused.</param>
/// <param name="Wrong">The first wrong thing with how to find it again; empty when there was none.</param>
public sealed record FuzzResult(long Sequences, long Ticks, long MovedTicks, long Refused, string Wrong);
