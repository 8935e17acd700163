using SurgicalAI.Core;

namespace SurgicalAI.Control.Safety;

/// <summary>What the gate is told besides the arm's own limits.</summary>
public sealed record GateOptions
{
    /// <summary>Control period, seconds; every tick counts as exactly this long.</summary>
    public double DtS { get; init; } = 0.002;

    /// <summary>Where the tool frame's origin may be, base frame. Default: the reach of a Classic arm below its port.</summary>
    public WorkspaceBox Workspace { get; init; } = new(new(-0.16, -0.16, -0.24), new(0.16, 0.16, -0.03));

    /// <summary>Farthest target from the setpoint for one command, metres of the tip or of insertion. Farther ones need a move.</summary>
    public double MaxStepM { get; init; } = 50 * Si.Mm;

    /// <summary>Farthest target from the setpoint for one command, radians of the tool or of any revolute joint.</summary>
    public double MaxStepRad { get; init; } = 60 * Si.Deg;

    /// <summary>Greatest age of the observation behind a command, nanoseconds, whatever its own expiry says.</summary>
    public long MaxAgeNs { get; init; } = 500 * Si.MsNs;

    /// <summary>How far a stamp may lie in the future (clocks of two machines), nanoseconds.</summary>
    public long MaxAheadNs { get; init; } = 50 * Si.MsNs;

    /// <summary>Time in which the acceleration may grow from none to its limit, seconds: the jerk limit is the acceleration's over this.</summary>
    public double JerkTimeS { get; init; } = 0.01;

    /// <summary>How far the cannula reaches beyond the remote centre, metres (dVRK: 25 mm, 27 mm for 5 mm instruments).</summary>
    public double CannulaTipM { get; init; } = 25 * Si.Mm;

    /// <summary>How far the wrist's pitch axis stays beyond the cannula's tip, metres.</summary>
    public double WristClearOfCannulaM { get; init; } = 5 * Si.Mm;

    /// <summary>Greatest distance of the wrist from the remote centre, metres; the insertion's own range ends sooner by default.</summary>
    public double MaxDepthM { get; init; } = 0.3;

    /// <summary>Distance kept from no-go volumes and surfaces, metres.</summary>
    public double NoGoMarginM { get; init; } = 1 * Si.Mm;

    /// <summary>Distance kept from the other arm, metres.</summary>
    public double ArmMarginM { get; init; } = 2 * Si.Mm;

    /// <summary>Distance kept between two arms' jaws, which must meet to hand something over, metres.</summary>
    public double JawMarginM { get; init; } = 0.5 * Si.Mm;

    /// <summary>How fast the instrument may close in on a no-go surface or tissue.</summary>
    public ApproachLaw Approach { get; init; } = new(5 * Si.Mm, 4);

    /// <summary>Greatest torque with which the jaws may press, N m; the tool's own limit where that is less.</summary>
    public double MaxGripNm { get; init; } = double.PositiveInfinity;

    /// <summary>Throws when a value makes no sense.</summary>
    /// <exception cref="ArgumentException">A value is not positive, an edge of the box is not longer than 2 mm, or the acceleration is to grow in less than a tick.</exception>
    public void Validate()
    {
        var box = Workspace.Max - Workspace.Min;
        if (!(DtS > 0 && MaxStepM > 0 && MaxStepRad > 0 && MaxAgeNs > 0 && MaxAheadNs >= 0 && AreSizes() && box.X > 2e-3 && box.Y > 2e-3 && box.Z > 2e-3))
        {
            throw new ArgumentException($"Gate options need positive values and a box with edges over 2 mm: {this}");
        }
    }

    private bool AreSizes() =>
        JerkTimeS >= DtS && CannulaTipM >= 0 && WristClearOfCannulaM >= 0 && MaxDepthM > 0 && NoGoMarginM >= 0 && ArmMarginM >= 0
        && JawMarginM >= 0 && Approach.FloorMPerS > 0 && Approach.PerS > 0 && MaxGripNm > 0;
}
