using System.Globalization;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Robots;

/// <summary>
/// How far a simulated robot is from a perfect one. Off by default. <see cref="Published"/> is calibrated to the published
/// difference between a real PSM and its simulation, 5.0 +- 2.0 mm and 3.6 +- 1.4 degrees at the tip (arXiv 2406.07375).
/// </summary>
/// <remarks>
/// What a robot reports differs from what is true, and commands are obeyed as the robot understands them: a tool sent to a reported
/// pose is truly about 5 mm beside it. Relative motion is nearly right. Scripted experts therefore act as on the real robot, where a
/// camera sees tool and object together: they steer by the small difference between the two, which is known to
/// <see cref="HandEyeErrorM"/> and <see cref="HandEyeErrorRad"/>.
/// </remarks>
public sealed record RealismOptions
{
    private const ulong FrameStream = 400;

    /// <summary>A perfect robot.</summary>
    public static RealismOptions None { get; } = new();

    /// <summary>The published difference.</summary>
    public static RealismOptions Published { get; } = new()
    {
        // Yaw and pitch act on the tip over some 140 mm, insertion directly: equal shares of the 5.0 mm. The wrist makes up the 3.6 degrees.
        JointOffset = JointVector.From([1.4 * Si.Deg, 1.4 * Si.Deg, 3.7 * Si.Mm, 2.4 * Si.Deg, 2.6 * Si.Deg, 2.6 * Si.Deg]),
        JointNoise = JointVector.From([0.005 * Si.Deg, 0.005 * Si.Deg, 0.01 * Si.Mm, 0.02 * Si.Deg, 0.02 * Si.Deg, 0.02 * Si.Deg]),
        Backlash = JointVector.From([0.03 * Si.Deg, 0.03 * Si.Deg, 0.05 * Si.Mm, 0.5 * Si.Deg, 0.8 * Si.Deg, 0.8 * Si.Deg]),
        CommandDelayS = 0.02,
        DroppedFrames = 0.02,
        HandEyeErrorM = 0.3 * Si.Mm,
        HandEyeErrorRad = 0.3 * Si.Deg,
    };

    /// <summary>Width of each joint's constant offset, drawn for each episode: standard deviation of a normal law cut at two of them, rad and m.</summary>
    public JointVector JointOffset { get; init; }

    /// <summary>Standard deviation of the noise on each reported joint, drawn for each control step, rad and m.</summary>
    public JointVector JointNoise { get; init; }

    /// <summary>Play between motor and joint, full width, rad and m; the motor's position is what is reported.</summary>
    public JointVector Backlash { get; init; }

    /// <summary>Time until a command takes effect, seconds, at most 0.2.</summary>
    public double CommandDelayS { get; init; }

    /// <summary>Share of camera frames that never arrive.</summary>
    public double DroppedFrames { get; init; }

    /// <summary>Mean error of a tip's position relative to what a camera sees beside it, constant over an episode, metres.</summary>
    public double HandEyeErrorM { get; init; }

    /// <summary>Mean error of a tool's orientation relative to what a camera sees beside it, constant over an episode, rad.</summary>
    public double HandEyeErrorRad { get; init; }

    /// <summary>False for a perfect robot.</summary>
    public bool IsOn => this != None;

    /// <summary>One line for the start of a run.</summary>
    public string Describe() => !IsOn ? "realism model off" : string.Create(
        CultureInfo.InvariantCulture,
        $"realism model ON: reported and true joints differ by {JointOffset[0] / Si.Deg:0.##} deg, {JointOffset[2] / Si.Mm:0.##} mm, wrist {JointOffset[4] / Si.Deg:0.##} deg (widths; published: 5.0 mm and 3.6 deg at the tip), backlash {Backlash[4] / Si.Deg:0.##} deg, command delay {CommandDelayS * 1e3:0} ms, {DroppedFrames:P0} of frames dropped");

    /// <summary>True when a camera frame never arrives.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="frame">Number of the frame.</param>
    public bool Drops(ulong seed, long frame) => DroppedFrames > 0 && SeededRandom.Stream(seed ^ ((ulong)frame << 20), FrameStream).Chance(DroppedFrames);

    /// <summary>Checks the values.</summary>
    /// <exception cref="UserErrorException">One makes no sense; the message names it.</exception>
    public RealismOptions Validate()
    {
        for (var i = 0; i < JointVector.Length; i++)
        {
            Require(JointOffset[i] is >= 0 and < 0.5 && JointNoise[i] is >= 0 and < 0.5 && Backlash[i] is >= 0 and < 0.5, "joint errors must lie between 0 and 0.5 rad or m");
        }

        Require(CommandDelayS is >= 0 and <= 0.2, "the command delay must lie between 0 and 0.2 s");
        Require(DroppedFrames is >= 0 and < 1, "the share of dropped frames must lie between 0 and 1");
        Require(HandEyeErrorM is >= 0 and < 0.05 && HandEyeErrorRad is >= 0 and < 0.5, "the hand-eye error must lie between 0 and 50 mm, 0 and 0.5 rad");
        return this;
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new UserErrorException($"Realism model: {message}.");
        }
    }
}
