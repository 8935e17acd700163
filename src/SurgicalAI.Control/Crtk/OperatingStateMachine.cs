using SurgicalAI.Core.Messages;

namespace SurgicalAI.Control.Crtk;

/// <summary>
/// CRTK's operating state of one arm. Commands go through one table; what is not in it is answered with a reason and changes nothing.
/// A stop is latched: PAUSED is left by a deliberate <c>resume</c> (or <c>disable</c>) only.
/// </summary>
public sealed class OperatingStateMachine
{
    private static readonly (CrtkState From, string Command, CrtkState To)[] Table =
    [
        (CrtkState.Disabled, "enable", CrtkState.Enabled),
        (CrtkState.Enabled, "disable", CrtkState.Disabled),
        (CrtkState.Enabled, "pause", CrtkState.Paused),
        (CrtkState.Enabled, "home", CrtkState.Enabled),
        (CrtkState.Enabled, "unhome", CrtkState.Enabled),
        (CrtkState.Paused, "resume", CrtkState.Enabled),
        (CrtkState.Paused, "pause", CrtkState.Paused),
        (CrtkState.Paused, "disable", CrtkState.Disabled),
        (CrtkState.Fault, "enable", CrtkState.Enabled),
        (CrtkState.Fault, "disable", CrtkState.Disabled),
    ];

    private static readonly string[] Names = ["DISABLED", "ENABLED", "PAUSED", "FAULT"];

    /// <summary>Told of every change of the state: before, after, reason.</summary>
    internal Action<CrtkState, CrtkState, string>? Changed { get; set; }

    /// <summary>State in force.</summary>
    public CrtkState State { get; private set; }

    /// <summary>True once homed; lost by <c>unhome</c> and by losing power.</summary>
    public bool IsHomed { get; private set; }

    /// <summary>True while a move or homing runs.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Why the state is what it is; empty when nothing is unusual.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>True when motion may start: enabled and homed.</summary>
    public bool IsReady => State == CrtkState.Enabled && IsHomed;

    /// <summary>Applies a command of CRTK's <c>state_command</c>.</summary>
    /// <param name="command">enable, disable, home, unhome, pause or resume.</param>
    /// <param name="why">Who or what asked; becomes the reason of a pause.</param>
    /// <returns>Empty when applied, otherwise one line that says why not.</returns>
    public string Apply(string command, string why = "")
    {
        foreach (var (from, name, to) in Table)
        {
            if (from == State && name == command)
            {
                Enter(command, to, why);
                return "";
            }
        }

        var valid = string.Join(", ", Table.Where(t => t.From == State).Select(t => t.Command));
        return $"'{Short(command)}' is not valid in {Name(State)}; valid: {valid}.";
    }

    /// <summary>CRTK's name of a state.</summary>
    internal static string Name(CrtkState state) => Names[(int)state];

    /// <summary>True when a command would be taken in the state in force.</summary>
    internal bool Takes(string command) => Array.Exists(Table, t => t.From == State && t.Command == command);

    /// <summary>Enters FAULT. No command does; only something that went wrong.</summary>
    /// <param name="reason">One line.</param>
    public void Fail(string reason)
    {
        (IsBusy, Reason) = (false, reason);
        To(CrtkState.Fault);
    }

    /// <summary>A move begins.</summary>
    public void Begin() => IsBusy = true;

    /// <summary>The move or homing ended.</summary>
    /// <param name="homed">True when it was a homing that arrived.</param>
    public void End(bool homed) => (IsBusy, IsHomed) = (false, IsHomed || homed);

    /// <summary>Enabled and homed at once, for a simulated arm that needs no homing.</summary>
    internal void StartReady() => (State, IsHomed) = (CrtkState.Enabled, true);

    // What a stranger sent is repeated to him, but not at any length.
    private static string Short(string command) => command.Length <= 20 ? command : command[..20];

    private void To(CrtkState to)
    {
        var from = State;
        State = to;
        if (from != to)
        {
            Changed?.Invoke(from, to, Reason);
        }
    }

    private void Enter(string command, CrtkState to, string why)
    {
        IsBusy = command == "home";
        IsHomed &= command is not ("home" or "unhome" or "disable");
        Reason = to != CrtkState.Paused ? ""
            : why.Length > 0 ? why
            : "paused";
        To(to);
    }
}
