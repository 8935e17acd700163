using System.Collections.Immutable;

namespace SurgicalAI.Sim.Tasks;

/// <summary>An arm and the tool on it.</summary>
/// <param name="Name">"psm1" or "psm2".</param>
/// <param name="Tool">Name of a built-in tool, for example "lnd-400006", or path of a tool's JSON file.</param>
public sealed record ArmSpec(string Name, string Tool);

/// <summary>What a task moves.</summary>
/// <param name="Arms">Arms in the order of actions; PSM1 first.</param>
/// <param name="DrivesEndoscope">True when the endoscope's arm is part of the action.</param>
/// <param name="ArmsAreScenery">True when the task itself moves the arms (<see cref="SurgicalTask.Drive"/>): they are no part of the action.</param>
public sealed record TaskRig(ImmutableArray<ArmSpec> Arms, bool DrivesEndoscope = false, bool ArmsAreScenery = false)
{
    /// <summary>Data of the Large Needle Driver on a Classic arm.</summary>
    public const string LargeNeedleDriver = "lnd-400006";

    /// <summary>The same with another tool on the first arm.</summary>
    /// <param name="tool">Name of a built-in tool or path of a tool's JSON file.</param>
    public TaskRig WithTool(string tool) => this with { Arms = Arms.SetItem(0, Arms[0] with { Tool = tool }) };

    /// <summary>PSM1 with a Large Needle Driver.</summary>
    public static TaskRig OneArm { get; } = new([new("psm1", LargeNeedleDriver)]);

    /// <summary>PSM1 and PSM2, each with a Large Needle Driver.</summary>
    public static TaskRig TwoArms { get; } = new([new("psm1", LargeNeedleDriver), new("psm2", LargeNeedleDriver)]);
}
