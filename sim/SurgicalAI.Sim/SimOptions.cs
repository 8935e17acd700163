using SurgicalAI.Core;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Robots;

namespace SurgicalAI.Sim;

/// <summary>What is simulated.</summary>
public sealed record SimOptions
{
    /// <summary>Task, one of <see cref="Tasks.SimTasks.Names"/>.</summary>
    public string Task { get; init; } = "needle-reach";

    /// <summary>Picture width per eye, pixels.</summary>
    public int WidthPx { get; init; } = 640;

    /// <summary>Picture height per eye, pixels.</summary>
    public int HeightPx { get; init; } = 360;

    /// <summary>Horizontal field of view, rad.</summary>
    public double HorizontalFovRad { get; init; } = 60 * Si.Deg;

    /// <summary>Distance between the eyes, metres.</summary>
    public double BaselineM { get; init; } = 6 * Si.Mm;

    /// <summary>Frames per second.</summary>
    public double RateHz { get; init; } = 30;

    /// <summary>How much looks vary from episode to episode.</summary>
    public RandomisationOptions Randomisation { get; init; } = RandomisationOptions.None;

    /// <summary>Tool on the first arm instead of the task's own: a built-in name or the path of a tool's JSON file; null for the task's.</summary>
    public string? Tool { get; init; }

    /// <summary>How far the robots are from perfect ones; off by default.</summary>
    public RealismOptions Realism { get; init; } = RealismOptions.None;

    /// <summary>The stereo endoscope.</summary>
    public StereoCamera Camera => new(CameraIntrinsics.FromHorizontalFov(WidthPx, HeightPx, HorizontalFovRad), BaselineM, RateHz);

    /// <summary>Checks the values.</summary>
    /// <exception cref="Core.Outcomes.UserErrorException">One makes no sense; the message names it.</exception>
    public SimOptions Validate()
    {
        Require(WidthPx is >= 64 and <= 4096 && HeightPx is >= 64 and <= 4096, "the picture must have 64 to 4096 pixels each way");
        Require(HorizontalFovRad is > 0.1 and < 2.6, "the field of view must lie between 6 and 149 degrees");
        Require(BaselineM is >= 0 and < 0.05, "the baseline must lie between 0 and 50 mm");
        Require(RateHz is > 0 and <= 240, "the frame rate must lie between 0 and 240 Hz");
        Realism.Validate();
        return this;
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new Core.Outcomes.UserErrorException($"Simulator options: {message}.");
        }
    }
}
