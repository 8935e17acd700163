using System.Net;
using System.Net.NetworkInformation;
using MQTTnet;
using MQTTnet.Packets;
using SurgicalAI.Core;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Time;
using SurgicalAI.Transport.Mqtt;

namespace SurgicalAI.Tests.Transport;

/// <summary>The one place where tests use a real socket: a broker and clients on this machine.</summary>
public sealed class MqttLoopbackTests
{
    // Long, because on a busy machine a client may be thought dead and have to connect again.
    private static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    private static MqttBus Join(int port, string component, string? session = null) =>
        MqttBus.Start(
            new("127.0.0.1", port, Component: component, Session: session)
            {
                MinBackoff = TimeSpan.FromMilliseconds(5),
                MaxBackoff = TimeSpan.FromMilliseconds(20),
            },
            TimeProvider.System);

    [Fact]
    public async Task Publish_TwoBuses_StateReachesTheLateJoinerAndMotionOnlyTheLiveOne()
    {
        await using var broker = await EmbeddedBroker.StartAsync(0);
        await using var robot = Join(broker.Port, "robot", "robot-1");
        await using var engine = Join(broker.Port, "engine", "engine-1");
        await Task.WhenAll(robot.WaitConnectedAsync(Limit), engine.WaitConnectedAsync(Limit));
        robot.Publish(Topics.MeasuredCp, Sample.Cp(7, "robot-1"));
        using var states = new Collected<CartesianStateMessage>(engine, Topics.MeasuredCp);
        Assert.Equal(7, (await states.Next(Limit)).Header.Sequence);

        using var motions = new Collected<ServoCpMessage>(robot, Topics.ServoCp);
        using var marks = new Collected<HoldMessage>(robot, Topics.Hold);
        await robot.Subscribing;
        var now = TimeProvider.System.NowNs();
        engine.Publish(Topics.ServoCp, Sample.Servo(1, now, now + (5 * Si.SNs)));
        engine.Publish(Topics.Hold, new HoldMessage(Sample.At(now, 1)));
        Assert.Equal(1, (await motions.Next(Limit)).Header.Sequence);
        Assert.Equal(1, (await marks.Next(Limit)).Header.Sequence);

        await using var late = Join(broker.Port, "console");
        using var lateMotions = new Collected<ServoCpMessage>(late, Topics.ServoCp);
        using var lateStates = new Collected<CartesianStateMessage>(late, Topics.MeasuredCp);
        Assert.Equal(7, (await lateStates.Next(Limit)).Header.Sequence);
        Assert.True(lateMotions.IsEmpty);
        Assert.Empty(engine.Dropped);
    }

    [Fact]
    public async Task BrokerRestart_BusesReconnect_StateIsSaidAgain()
    {
        var broker = await EmbeddedBroker.StartAsync(0);
        var port = broker.Port;
        await using var robot = Join(port, "robot", "robot-1");
        await using var engine = Join(port, "engine", "engine-1");
        await Task.WhenAll(robot.WaitConnectedAsync(Limit), engine.WaitConnectedAsync(Limit));
        using var robotLink = new Link(robot);
        using var engineLink = new Link(engine);
        robot.Publish(Topics.Mode, new ModeMessage(Sample.At(1, 1, "robot-1"), ControlMode.Share, ""));
        using (var before = new Collected<ModeMessage>(engine, Topics.Mode))
        {
            await before.Next(Limit);
        }

        await broker.DisposeAsync();
        await robotLink.Wait(false, Limit);
        await engineLink.Wait(false, Limit);
        robot.Publish(Topics.Hold, new HoldMessage(Sample.At(1, 1)));
        Assert.Equal(1, robot.Dropped["no_broker"]);

        await using var second = await EmbeddedBroker.StartAsync(port);
        await robotLink.Wait(true, Limit);
        await engineLink.Wait(true, Limit);
        await using var late = Join(port, "console");
        using var modes = new Collected<ModeMessage>(late, Topics.Mode);
        Assert.Equal(ControlMode.Share, (await modes.Next(Limit)).Mode);
    }

    [Fact]
    public async Task AbruptDeath_Will_SaysGoneAndTheNextSessionReturns()
    {
        await using var broker = await EmbeddedBroker.StartAsync(0);
        await using var engine = Join(broker.Port, "engine");
        using var health = new Collected<HealthMessage>(engine, Topics.HealthRobot);
        await using var cable = new Cable(broker.Port);
        var robot = Join(cable.Port, "robot", "robot-1");
        await robot.WaitConnectedAsync(Limit);
        robot.Publish(Topics.HealthRobot, new HealthMessage(Sample.At(1, 1, "robot-1"), "robot", "ok", "", default));
        Assert.Equal("ok", (await health.Next(Limit)).State);

        cable.Cut();
        var gone = await health.Next(Limit);
        Assert.Equal(("gone", "robot-1"), (gone.State, gone.Header.Session));

        await using var next = Join(broker.Port, "robot", "robot-2");
        next.Publish(Topics.HealthRobot, new HealthMessage(Sample.At(1, 1, "robot-2"), "robot", "ok", "", default));
        Assert.Equal("robot-2", (await health.Next(Limit)).Header.Session);
        await robot.DisposeAsync();
    }

    [Fact]
    public async Task RetainedMotion_RogueClient_RefusedByBrokerAndByBus()
    {
        await using var broker = await EmbeddedBroker.StartAsync(0);
        await using var robot = Join(broker.Port, "robot");
        using var motions = new Collected<ServoCpMessage>(robot, Topics.ServoCp);
        using var modes = new Collected<ModeMessage>(robot, Topics.Mode);
        await robot.WaitConnectedAsync(Limit);
        await robot.Subscribing;
        using var rogue = new MqttClientFactory().CreateMqttClient();
        await rogue.ConnectAsync(
            new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500).Build(), Limit);

        await rogue.PublishStringAsync("surgicalai/sim/psm1/servo_cp", "{}", MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce, true, Limit);
        Assert.Equal(1, broker.RetainedRefused);
        robot.Publish(Topics.Mode, new ModeMessage(Sample.At(1, 1), ControlMode.Suggest, ""));
        await modes.Next(Limit);
        Assert.True(motions.IsEmpty);
        Assert.Empty(robot.Dropped);
    }

    [Fact]
    public async Task Request_OfAForeignClient_AnsweredWithItsOwnCorrelationOnTheAnswerTopicOnly()
    {
        await using var broker = await EmbeddedBroker.StartAsync(0);
        await using var robot = Join(broker.Port, "robot", "robot-1");
        using var requests = robot.Subscribe(Topics.StateCommand, m =>
            robot.Publish(Topics.Answer, new AnswerMessage(Sample.At(1, m.Header.Sequence), "state_command", m.Header.Session, m.Header.Sequence, false, "not homed")));
        await robot.WaitConnectedAsync(Limit);
        await robot.Subscribing;
        using var client = new MqttClientFactory().CreateMqttClient();
        var answers = System.Threading.Channels.Channel.CreateUnbounded<MqttApplicationMessage>();
        client.ApplicationMessageReceivedAsync += args =>
        {
            answers.Writer.TryWrite(args.ApplicationMessage);
            return Task.CompletedTask;
        };
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500).Build(), Limit);
        await client.SubscribeAsync("surgicalai/#", cancellationToken: Limit);
        await client.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic("surgicalai/sim/psm1/state_command")
                .WithPayload("""{"header":{"stamp":{"sec":1,"nanosec":0},"seq":5,"session":"shell"},"string":"enable"}""")
                .WithResponseTopic("surgicalai/sim/psm1/servo_jp").WithCorrelationData([7, 0, 255]).Build(),
            Limit);
        var seen = new List<string>();
        for (var answer = await answers.Reader.ReadAsync(Limit); ; answer = await answers.Reader.ReadAsync(Limit))
        {
            seen.Add(answer.Topic);
            if (answer.Topic.EndsWith("/answer", StringComparison.Ordinal))
            {
                Assert.Equal([7, 0, 255], answer.CorrelationData);
                Assert.Equal(("application/json", "Answer", "robot-1"), (answer.ContentType, answer.UserProperties[0].ReadValueAsString(), answer.UserProperties[1].ReadValueAsString()));
                break;
            }
        }

        Assert.DoesNotContain("surgicalai/sim/psm1/servo_jp", seen);
    }

    [Fact]
    public async Task Request_OfOurs_CarriesResponseTopicAndCorrelationAndHearsTheReason()
    {
        await using var broker = await EmbeddedBroker.StartAsync(0);
        await using var robot = Join(broker.Port, "robot", "robot-1");
        await using var console = Join(broker.Port, "console", "console-1");
        using var answers = new Collected<AnswerMessage>(console, Topics.Answer);
        using var requests = robot.Subscribe(Topics.ModeCommand, m =>
            robot.Publish(Topics.Answer, new AnswerMessage(Sample.At(1, 1), "mode_command", m.Header.Session, m.Header.Sequence, false, "no engine")));
        using var onlooker = new MqttClientFactory().CreateMqttClient();
        var request = new TaskCompletionSource<MqttApplicationMessage>();
        onlooker.ApplicationMessageReceivedAsync += args =>
        {
            request.TrySetResult(args.ApplicationMessage);
            return Task.CompletedTask;
        };
        await onlooker.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500).Build(), Limit);
        await onlooker.SubscribeAsync("surgicalai/sim/psm1/mode_command", cancellationToken: Limit);
        await Task.WhenAll(robot.WaitConnectedAsync(Limit), console.WaitConnectedAsync(Limit));
        await Task.WhenAll(robot.Subscribing, console.Subscribing);
        console.Publish(Topics.ModeCommand, new ModeMessage(Sample.At(1, 3, "console-1"), ControlMode.Share, ""));
        var sent = await request.Task.WaitAsync(Limit);
        Assert.Equal("surgicalai/sim/psm1/answer", sent.ResponseTopic);
        Assert.Equal("console-1/3", System.Text.Encoding.UTF8.GetString(sent.CorrelationData));
        var answer = await answers.Next(Limit);
        Assert.Equal(("console-1", 3, false, "no engine"), (answer.RequestSession, answer.RequestSequence, answer.Accepted, answer.Reason));
    }

    [Fact]
    public async Task Connect_ClientWithoutIdentity_IsGivenOne()
    {
        await using var broker = await EmbeddedBroker.StartAsync(0);
        using var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", broker.Port)
            .WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500)
            .WithClientId("")
            .Build();
        var answer = await client.ConnectAsync(options, Limit);
        Assert.Equal(MqttClientConnectResultCode.Success, answer.ResultCode);
        Assert.NotEmpty(answer.AssignedClientIdentifier);
    }

    [Fact]
    public async Task Start_PortInUse_OneClearLine()
    {
        await using var broker = await EmbeddedBroker.StartAsync(0);
        var error = await Assert.ThrowsAsync<UserErrorException>(() => EmbeddedBroker.StartAsync(broker.Port));
        Assert.Contains($"port {broker.Port}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task Start_Listens_OnThisMachineOnly()
    {
        await using var broker = await EmbeddedBroker.StartAsync(0);
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(l => l.Port == broker.Port);
        Assert.Equal([IPAddress.Loopback], listeners.Select(l => l.Address));
    }

    [Fact]
    public async Task Publish_ManyAtOnce_NeverBlocksAndCountsWhatItLost()
    {
        await using var broker = await EmbeddedBroker.StartAsync(0);
        await using var robot = MqttBus.Start(new MqttBusOptions(Port: broker.Port, Component: "robot") { QueueLength = 16 }, TimeProvider.System);
        await using var engine = Join(broker.Port, "engine");
        using var latencies = new Collected<LatencyMessage>(engine, Topics.Latency);
        using var last = new Collected<HoldMessage>(engine, Topics.Hold);
        await Task.WhenAll(robot.WaitConnectedAsync(Limit), engine.WaitConnectedAsync(Limit), engine.Subscribing);

        // Fewer than the broker keeps for a slow reader (256), so that whatever is lost is the sender's loss.
        for (var i = 1; i <= 250; i++)
        {
            robot.Publish(Topics.Latency, new LatencyMessage(Sample.At(1, i), i, 1, 2, 3));
        }

        robot.Publish(Topics.Hold, new HoldMessage(Sample.At(1, 1)));
        await last.Next(Limit);
        Assert.Equal(250, latencies.Count + robot.Dropped.GetValueOrDefault("queue_full"));
    }

    [Fact]
    public async Task Start_PortReleased_CanBeTakenAgain()
    {
        var broker = await EmbeddedBroker.StartAsync(0);
        await broker.DisposeAsync();
        await using var again = await EmbeddedBroker.StartAsync(broker.Port);
        Assert.Equal(broker.Port, again.Port);
    }
}
