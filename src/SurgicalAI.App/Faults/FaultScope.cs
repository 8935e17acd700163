using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.App.Faults;

/// <summary>Where a kind of fault can happen.</summary>
internal static class FaultScope
{
    private static readonly FaultKind[] s_camera =
    [
        FaultKind.FrozenFrames, FaultKind.DroppedFrames, FaultKind.LateFrames, FaultKind.DuplicateFrames, FaultKind.ReorderedFrames, FaultKind.CameraLoss,
    ];

    private static readonly FaultKind[] s_wire = [FaultKind.BrokerKill, FaultKind.HalfOpen, FaultKind.WillBirthRace, FaultKind.SlowConsumer];

    /// <summary>Refuses faults that a robot without an engine does not have.</summary>
    /// <exception cref="UserErrorException">There is one.</exception>
    public static void RequireRobotAlone(IEnumerable<FaultSpec> faults) => Require(
        faults, kind => s_camera.Contains(kind) || kind is FaultKind.BrokerKill or FaultKind.SlowConsumer, "is a fault of the engine: ask demo or run for it");

    /// <summary>Refuses faults of a broker that is not this process's.</summary>
    /// <exception cref="UserErrorException">There is one.</exception>
    public static void RequireForeignBroker(IEnumerable<FaultSpec> faults) => Require(
        faults, kind => !s_wire.Contains(kind), "needs the broker of this process: leave --broker out");

    /// <summary>Refuses faults of a wire that is not there.</summary>
    /// <exception cref="UserErrorException">There is one.</exception>
    public static void RequireNoRobot(IEnumerable<FaultSpec> faults) => Require(
        faults, kind => s_camera.Contains(kind) || kind is FaultKind.DeviceLoss, "needs a robot: a sim: source brings one");

    private static void Require(IEnumerable<FaultSpec> faults, Func<FaultKind, bool> isPossible, string what)
    {
        if (faults.FirstOrDefault(fault => !isPossible(fault.Kind)) is { } impossible)
        {
            throw new UserErrorException($"--fault {FaultSpec.NameOf(impossible.Kind)} {what}.");
        }
    }
}
