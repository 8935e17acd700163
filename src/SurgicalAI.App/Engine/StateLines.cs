using SurgicalAI.Core.Messages;
using SurgicalAI.Pipeline.Engine;

namespace SurgicalAI.App.Engine;

/// <summary>Says on the terminal, once per change, how engine and robot are and why.</summary>
internal sealed class StateLines : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly EngineGraph _graph;
    private readonly ITimer _timer;
    private string _engine = "";
    private string _robot = "";
    private string _mode = "";

    /// <summary>Starts watching.</summary>
    public StateLines(EngineGraph graph, TimeProvider time)
    {
        _graph = graph;
        _timer = time.CreateTimer(_ => Look(), null, Period, Period);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        Say(ref _engine, "engine", Line(_graph.State, _graph.Reason));
        if (_graph.Robot.Health is { } robot)
        {
            Say(ref _robot, "robot", Line(robot.State, robot.Reason));
        }

        if (_graph.ModeRefusal.Length > 0)
        {
            Say(ref _mode, "mode", $"refused: {_graph.ModeRefusal}");
        }
        else if (_graph.Robot.Mode is { } mode)
        {
            Say(ref _mode, "mode", ModeName(mode.Mode));
        }
    }

    private static string Line(string state, string reason) => reason.Length == 0 ? state : $"{state}: {reason}";

    private static string ModeName(ControlMode mode) => mode.ToString().ToLowerInvariant();

    private static void Say(ref string last, string who, string line)
    {
        if (line.Length > 0 && line != last)
        {
            last = line;
            System.Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss.f}  {who}  {line}");
        }
    }
}
