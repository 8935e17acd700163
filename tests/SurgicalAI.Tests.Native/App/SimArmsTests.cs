using System.Globalization;
using System.Text.RegularExpressions;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Time;
using SurgicalAI.Transport.Mqtt;

namespace SurgicalAI.Tests.Native.App;

/// <summary>The simulated robot's arms beside PSM1, over a real broker.</summary>
public sealed partial class SimArmsTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Live_EndoscopesArm_MovesOnMoveJpAndToolPosesFollow()
    {
        using var robot = Surgicalai.StartWithoutEgl("sim", "--broker-port", "0", "--no-render", "--seconds", "60");
        await robot.SaysAsync("sim/ecm, broker port", Soon);
        var port = int.Parse(BrokerPort().Match(string.Join('\n', robot.Errors)).Groups[1].Value, CultureInfo.InvariantCulture);
        await using var ecm = await JoinAsync(port, Topics.EndoscopeArm);
        await using var psm = await JoinAsync(port, "psm1");
        var (joints, tool, firstTool) = (default(EcmJoints), default(CartesianStateMessage), default(CartesianStateMessage));
        using var js = ecm.Subscribe(Topics.EcmMeasuredJs, m => joints = m.Position);
        using var cp = psm.Subscribe(Topics.MeasuredCp, m => (firstTool, tool) = (firstTool == default ? m : firstTool, m));
        await Eventually.TrueAsync(() => joints[2] == 0.12 && firstTool != default, Soon, () => $"{joints[2]}");

        var nowNs = TimeProvider.System.NowNs();
        ecm.Publish(Topics.EcmMoveJp, new EcmServoJpMessage(new(nowNs, 1, ecm.Session), EcmJoints.From([0.1, 0, 0.12, 0]), nowNs + Si.SNs));
        await Eventually.TrueAsync(() => Math.Abs(joints[0] - 0.1) < 1e-4, Soon, () => $"{joints[0]}");
        await Eventually.TrueAsync(() => (tool.T_ecm_tool.P - firstTool.T_ecm_tool.P).Length > 5e-3, Soon, () => $"{tool.T_ecm_tool.P}");
    }

    private static async Task<MqttBus> JoinAsync(int port, string arm)
    {
        var bus = MqttBus.Start(new MqttBusOptions("127.0.0.1", port, "sim", arm, "console"), TimeProvider.System);
        await bus.WaitConnectedAsync(TestContext.Current.CancellationToken);
        return bus;
    }

    [GeneratedRegex("broker port ([0-9]+)")]
    private static partial Regex BrokerPort();
}
