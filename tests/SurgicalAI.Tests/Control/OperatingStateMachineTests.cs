using SurgicalAI.Control.Crtk;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Tests.Control;

public sealed class OperatingStateMachineTests
{
    private static readonly string[] Commands = ["enable", "disable", "home", "unhome", "pause", "resume", "dance", ""];

    // The whole table of CRTK: every state and command not listed changes nothing and is answered with a reason.
    private static readonly Dictionary<(CrtkState, string), CrtkState> Expected = new()
    {
        [(CrtkState.Disabled, "enable")] = CrtkState.Enabled,
        [(CrtkState.Enabled, "disable")] = CrtkState.Disabled,
        [(CrtkState.Enabled, "pause")] = CrtkState.Paused,
        [(CrtkState.Enabled, "home")] = CrtkState.Enabled,
        [(CrtkState.Enabled, "unhome")] = CrtkState.Enabled,
        [(CrtkState.Paused, "resume")] = CrtkState.Enabled,
        [(CrtkState.Paused, "pause")] = CrtkState.Paused,
        [(CrtkState.Paused, "disable")] = CrtkState.Disabled,
        [(CrtkState.Fault, "enable")] = CrtkState.Enabled,
        [(CrtkState.Fault, "disable")] = CrtkState.Disabled,
    };

    [Fact]
    public void Apply_EveryStateAndCommand_FollowsTheTable()
    {
        foreach (var state in Enum.GetValues<CrtkState>())
        {
            foreach (var command in Commands)
            {
                var machine = In(state);
                var answer = machine.Apply(command);
                var valid = Expected.TryGetValue((state, command), out var next);
                Assert.Equal(valid ? next : state, machine.State);
                Assert.Equal(valid, answer.Length == 0);
                Assert.True(valid || answer.Contains($"'{command}' is not valid in {state.ToString().ToUpperInvariant()}", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Apply_Home_IsBusyUntilItEndsAndOnlyThenHomed()
    {
        var machine = In(CrtkState.Enabled);
        machine.Apply("home");
        Assert.Equal((true, false, false), (machine.IsBusy, machine.IsHomed, machine.IsReady));
        machine.End(homed: true);
        Assert.Equal((false, true, true), (machine.IsBusy, machine.IsHomed, machine.IsReady));
        machine.Apply("unhome");
        Assert.False(machine.IsHomed);
    }

    [Fact]
    public void Apply_Pause_KeepsReasonAndHomingUntilResume()
    {
        var machine = In(CrtkState.Enabled);
        machine.End(homed: true);
        machine.Apply("pause", "stop button");
        Assert.Equal(("stop button", false), (machine.Reason, machine.IsReady));
        machine.Apply("resume");
        Assert.Equal(("", true), (machine.Reason, machine.IsReady));
    }

    [Fact]
    public void Apply_Disable_LosesHoming()
    {
        var machine = In(CrtkState.Enabled);
        machine.End(homed: true);
        machine.Apply("disable");
        machine.Apply("enable");
        Assert.False(machine.IsHomed);
    }

    private static OperatingStateMachine In(CrtkState state)
    {
        var machine = new OperatingStateMachine();
        if (state != CrtkState.Disabled)
        {
            machine.Apply("enable");
        }

        if (state == CrtkState.Paused)
        {
            machine.Apply("pause");
        }
        else if (state == CrtkState.Fault)
        {
            machine.Fail("test");
        }

        return machine;
    }
}
