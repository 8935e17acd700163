using System.Net.Http.Json;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Time;
using SurgicalAI.Transport.Mqtt;

namespace SurgicalAI.Tests.Native.App;

/// <summary>The stop control through everything that lies between the operator and the arm: page, bus, states, gate.</summary>
public sealed class StopTests
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    // Rad/s and m/s: the gate brings a held setpoint to exactly zero; the margin is for printing.
    private const double AtRest = 1e-9;

    [Fact]
    public async Task Stop_WhileThePolicyMovesTheArm_HoldsUntilRearmed()
    {
        var (broker, console) = (FreePort.Find(), FreePort.Find());
        using var demo = Surgicalai.Start("demo", "--seed", "7", "--broker-port", $"{broker}", "--console-port", $"{console}");
        await using var watcher = MqttBus.Start(new MqttBusOptions(Port: broker, Component: "watcher"), TimeProvider.System);
        var (state, setpoint, scene) = (new Latest<OperatingStateMessage>(), new Latest<JointStateMessage>(), new Latest<SceneMessage>());
        using var states = watcher.Subscribe(Topics.OperatingState, m => state.Set(m));
        using var setpoints = watcher.Subscribe(Topics.SetpointJs, m => setpoint.Set(m));
        using var scenes = watcher.Subscribe(Topics.Scene, m => scene.Set(m));
        await demo.SaysAsync("console", Start);
        await Eventually.TrueAsync(() => scene.TryGet(out var s) && s.Successes > 0, Start, () => "a goal reached before the stop");

        using var page = new HttpClient { BaseAddress = new($"http://127.0.0.1:{console}") };
        page.DefaultRequestHeaders.Add("Origin", $"http://127.0.0.1:{console}");
        await PostAsync(page, "/api/stop", new { reason = "test" });
        await Eventually.TrueAsync(() => state.TryGet(out var s) && s.State == CrtkState.Paused, Soon, () => $"paused, but {state.TryGet(out var s)} {s}");
        await Eventually.TrueAsync(() => setpoint.TryGet(out var s) && IsAtRest(s.Velocity), Soon, () => "setpoint at rest");
        Assert.True(setpoint.TryGet(out var held));
        await Eventually.TrueAsync(() => setpoint.TryGet(out var s) && s.Header.Sequence > held.Header.Sequence + 50, Soon, () => "later setpoints");
        Assert.True(setpoint.TryGet(out var later));
        Assert.Equal(held.Position, later.Position);

        scene.TryGet(out var before);
        await PostAsync(page, "/api/resume", new { deliberate = true });
        await Eventually.TrueAsync(() => scene.TryGet(out var s) && s.Successes > before.Successes, Start, () => "a goal reached after re-arming");
    }

    private static bool IsAtRest(JointVector velocity)
    {
        foreach (var v in (ReadOnlySpan<double>)velocity)
        {
            if (Math.Abs(v) > AtRest)
            {
                return false;
            }
        }

        return true;
    }

    private static async Task PostAsync(HttpClient page, string path, object body)
    {
        using var answer = await page.PostAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
