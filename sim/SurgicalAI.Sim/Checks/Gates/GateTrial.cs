using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Safety;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Robots;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Checks.Gates;

/// <summary>
/// Random and adversarial sequences of commands through the safety gate, each with its own limits and surroundings; every output is
/// judged by finite differences and forward kinematics. A third of the sequences have two arms, each with its gate and its commands.
/// </summary>
public static class GateTrial
{
    private const double ArmClearM = 6 * Si.Mm;

    private static readonly PsmKinematics Kinematics = new(PsmModel.Load("psm-classic", "lnd-400006"));

    /// <summary>Plays one sequence.</summary>
    /// <param name="seed">Seed; the same one gives the same sequence.</param>
    /// <param name="commands">Commands of the sequence.</param>
    /// <param name="score">Takes down what comes of it.</param>
    public static void Play(ulong seed, int commands, GateScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        var dice = new Dice(seed);
        var kind = seed % 3;
        var seats = new List<GateSeat> { Seat(dice, RobotLayout.Psm1, kind != 0) };
        if (kind == 2)
        {
            AddSecond(dice, seats);
        }

        score.Sequences++;
        var nowNs = 1_000 * Si.SNs;
        for (var left = commands; left > 0; nowNs += 2 * Si.MsNs)
        {
            for (var i = 0; i < seats.Count && left > 0; i++, left--)
            {
                seats[i].Tick(seats.Count == 2 ? seats[1 - i].SeenFrom(seats[i], nowNs) : default, nowNs, score);
            }

            if (seats.Count == 2 && left > 0)
            {
                JudgeApart(seats[0], seats[1], score);
            }
        }
    }

    private static GateSeat Seat(Dice dice, ArmPlacement placement, bool withSurroundings)
    {
        var start = JointVector.From([0.1 * dice.Spread(), 0.1 * dice.Spread(), 0.12 + (0.01 * dice.Spread()), dice.Spread(), 0.5 * dice.Spread(), 0.5 * dice.Spread()]);
        var scene = GateScene.Make(dice, Kinematics, start, withSurroundings);
        return new(dice, Kinematics, scene, start, placement.T_world_base);
    }

    // Both on one control period, and apart at the start.
    private static void AddSecond(Dice dice, List<GateSeat> seats)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            var other = Seat(dice, RobotLayout.Psm2, withSurroundings: false);
            if (other.Scene.Options.DtS == seats[0].Scene.Options.DtS && seats[0].GapM(other) > ArmClearM)
            {
                seats.Add(other);
                return;
            }
        }
    }

    private static void JudgeApart(GateSeat a, GateSeat b, GateScore score)
    {
        var (ours, theirs) = (a.Scene.Options, b.Scene.Options);
        for (var i = 0; i < BodySamples.Parts; i++)
        {
            for (var j = 0; j < BodySamples.Parts; j++)
            {
                // Each arm keeps its own margin; the lesser of the two is what both promise.
                var marginM = i >= 2 && j >= 2 ? Math.Min(ours.JawMarginM, theirs.JawMarginM) : Math.Min(ours.ArmMarginM, theirs.ArmMarginM);
                if (a.GapM(b, i, j) < marginM - 1e-7)
                {
                    score.Violated(GateLimit.ArmCollision);
                }
            }
        }
    }
}
