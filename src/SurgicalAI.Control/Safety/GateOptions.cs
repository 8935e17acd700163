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

    /// <summary>Throws when a value makes no sense.</summary>
    /// <exception cref="ArgumentException">A value is not positive or an edge of the box is not longer than 2 mm.</exception>
    public void Validate()
    {
        var box = Workspace.Max - Workspace.Min;
        if (!(DtS > 0 && MaxStepM > 0 && MaxStepRad > 0 && MaxAgeNs > 0 && MaxAheadNs >= 0 && box.X > 2e-3 && box.Y > 2e-3 && box.Z > 2e-3))
        {
            throw new ArgumentException($"Gate options need positive values and a box with edges over 2 mm: {this}");
        }
    }
}
