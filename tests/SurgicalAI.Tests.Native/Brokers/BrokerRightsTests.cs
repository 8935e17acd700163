using SurgicalAI.Core.Messages;
using SurgicalAI.Transport;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.Tests.Native.Brokers;

/// <summary>Who may come and who may send what: the same cases on the embedded broker and on Mosquitto, with a live simulated arm behind them.</summary>
public sealed class BrokerRightsTests
{
    public static TheoryData<string> Kinds => RealBroker.Kinds;

    public static TheoryData<string, string> Strangers
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var kind in new[] { RealBroker.Embedded, RealBroker.Mosquitto })
            {
                foreach (var who in new[] { "plain", "without certificate", "other root", "expired", "server's certificate" })
                {
                    data.Add(kind, who);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Operator_MoveJp_ArmMovesAndAViewerThatCameLateSeesItsState(string kind)
    {
        await using var stage = await Stage.OpenAsync(kind);
        var console = await stage.JoinAsync("console");
        console.Publish(Topics.MoveJp, stage.Move(session: console.Session));
        await stage.MovedAsync($"the arm, told by {kind}");

        var viewer = await stage.JoinAsync("viewer");
        var state = new TaskCompletionSource<OperatingStateMessage>();
        using var subscription = viewer.Subscribe(Topics.OperatingState, m => state.TrySetResult(m));
        Assert.Equal(CrtkState.Enabled, (await state.Task.WaitAsync(Stage.Soon)).State);
    }

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Stranger_Connecting_RefusedAndNothingMoves(string kind, string who)
    {
        await using var stage = await Stage.OpenAsync(kind);
        var port = stage.Broker.Port;
        Task<Peer> ConnectAsync() => who switch
        {
            "plain" => Peer.ConnectPlainAsync(port),
            "without certificate" => Peer.ConnectWithoutNameAsync(port, stage.Keys.Of(BusRole.Viewer).Root),
            "other root" => Peer.ConnectAsync(port, stage.Keys.OfAnotherRoot()),
            "expired" => Peer.ConnectAsync(port, stage.Keys.Expired()),
            _ => Peer.ConnectAsync(port, BusKeys.Load(stage.Keys.Path, BusKeys.ServerName)),
        };
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var peer = await ConnectAsync();
            await peer.SendAsync(Stage.MoveJp, Peer.Encode(stage.Move()));
        });
        await stage.NothingMovedAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task EveryRole_EveryTopic_SendsWhatTheTableSaysAndNothingElse(string kind)
    {
        await using var stage = await Stage.OpenAsync(kind);
        stage.Sim.Dispose();
        var watcher = await stage.PeerAsync(BusRole.Viewer);
        await watcher.SubscribeAsync("surgicalai/other/#");
        var expected = new List<string>();
        foreach (var role in BusRoles.All)
        {
            var peer = await stage.PeerAsync(role);
            foreach (var rule in TopicRule.All)
            {
                var topic = $"{TopicRule.Root}/other/{rule.Arm ?? BusRoles.Name(role)}/{rule.Suffix}";
                var may = (rule.Senders & role) != 0;
                Assert.True(may == await peer.SendAsync(topic, "{}"u8.ToArray()), $"{BusRoles.Name(role)} on {topic}");
                expected.AddRange(may ? [topic] : []);
            }

            foreach (var foreign in new[] { "surgicalai/other/psm1/unheard_of", "surgicalai/other", "elsewhere" })
            {
                Assert.False(await peer.SendAsync(foreign, "{}"u8.ToArray()));
            }
        }

        await App.Eventually.TrueAsync(() => watcher.Heard.Count >= expected.Count, Stage.Soon, () => $"{watcher.Heard.Count} of {expected.Count}");
        Assert.Equal(expected, watcher.Heard);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task WrongRole_Motion_RefusedAndNothingMoves(string kind)
    {
        await using var stage = await Stage.OpenAsync(kind);
        foreach (var role in new[] { BusRole.Viewer, BusRole.Engine, BusRole.Robot })
        {
            var peer = await stage.PeerAsync(role);
            Assert.False(await peer.SendAsync(Stage.MoveJp, Peer.Encode(stage.Move(session: BusRoles.Name(role)))));
        }

        await stage.NothingMovedAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task WrongRole_WillOfMotion_IsNotSpoken(string kind)
    {
        await using var stage = await Stage.OpenAsync(kind);
        var watcher = await stage.PeerAsync(BusRole.Viewer);
        await watcher.SubscribeAsync(Stage.MoveJp);
        try
        {
            (await stage.PeerAsync(BusRole.Viewer, will: Stage.MoveJp)).Vanish();
        }
        catch (Exception e) when (e is IOException or MQTTnet.Exceptions.MqttCommunicationException)
        {
            // Mosquitto refuses such a client from the start.
        }

        await stage.NothingMovedAsync();
        Assert.Empty(watcher.Heard);
    }
}
