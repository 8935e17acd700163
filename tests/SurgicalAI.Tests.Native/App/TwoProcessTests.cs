using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Time;
using SurgicalAI.Transport.Mqtt;

namespace SurgicalAI.Tests.Native.App;

/// <summary>Robot and engine as two processes with a broker between them; either one is killed and comes back.</summary>
public sealed class TwoProcessTests : IAsyncLifetime
{
    // Long enough for a machine on which ten others compute; they cost nothing where all goes well.
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Recover = TimeSpan.FromSeconds(120);

    private readonly int _broker = FreePort.Find();
    private readonly int _video = FreePort.Find();
    private readonly Latest<SceneMessage> _scene = new();
    private readonly Latest<HealthMessage> _robot = new();
    private readonly Latest<HealthMessage> _engine = new();
    private MqttBus? _watcher;

    public async ValueTask InitializeAsync()
    {
        _watcher = MqttBus.Start(new MqttBusOptions(Port: _broker, Component: "watcher"), TimeProvider.System);
        _watcher.Subscribe(Topics.Scene, m => _scene.Set(m));
        _watcher.Subscribe(Topics.HealthRobot, m => _robot.Set(m));
        _watcher.Subscribe(Topics.HealthEngine, m => _engine.Set(m));
        await Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _watcher!.DisposeAsync();
    }

    [Fact]
    public async Task Robot_Killed_EngineSaysSoAndGoesOnWhenItReturns()
    {
        using var robot = Robot();
        using var engine = await EngineAsync(robot);
        await MovesAsync(robot);
        robot.Kill();
        await engine.SaysAsync("degraded", Notice);
        Assert.False(engine.HasExited);

        using var again = Robot();
        await MovesAsync(again);
        Assert.False(engine.HasExited);
    }

    [Fact]
    public async Task Engine_Killed_RobotHoldsSaysWhyAndGoesOnWhenItReturns()
    {
        using var robot = Robot();
        using var engine = await EngineAsync(robot);
        await MovesAsync(robot);
        engine.Kill();
        await Eventually.TrueAsync(() => _engine.TryGet(out var h) && h.State == "gone", Notice, () => State(_engine));
        // Held for a moment between two suggestions would not do: it holds now that the engine is known to be gone.
        await Eventually.TrueAsync(() => _robot.TryGet(out var h) && h.State == "holding" && h.Reason.Length > 0, Notice, () => State(_robot));
        Assert.False(robot.HasExited);

        using var again = await EngineAsync(robot);
        await MovesAsync(robot);
    }

    private static string State(Latest<HealthMessage> health) => health.TryGet(out var h) ? $"{h.State}: {h.Reason}" : "nothing heard";

    private Surgicalai Robot() =>
        Surgicalai.Start("sim", "--broker-port", $"{_broker}", "--video-port", $"{_video}", "--seed", "7");

    private async Task<Surgicalai> EngineAsync(Surgicalai robot)
    {
        await robot.SaysAsync("stereo.mjpg", Start);
        return Surgicalai.Start(
            "run", "--source", $"http://127.0.0.1:{_video}/stereo.mjpg", "--stereo", "sbs", "--broker", $"127.0.0.1:{_broker}", "--mode", "autonomous", "--headless");
    }

    // A goal reached from now on shows that the whole line works: picture, plan, broker, gate, arm.
    private async Task MovesAsync(Surgicalai robot)
    {
        await robot.SaysAsync("stereo.mjpg", Start);
        var before = _scene.TryGet(out var scene) ? (scene.Header.Session, scene.Successes) : ("", 0);
        await Eventually.TrueAsync(
            () => _scene.TryGet(out var s) && s.Successes > (s.Header.Session == before.Item1 ? before.Item2 : 0),
            Recover,
            () => $"robot {State(_robot)}, engine {State(_engine)}\n{string.Join('\n', robot.Errors)}");
    }
}
