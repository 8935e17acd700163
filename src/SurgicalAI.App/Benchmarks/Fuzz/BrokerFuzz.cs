using System.Collections.Concurrent;
using System.Diagnostics;
using MQTTnet.Exceptions;
using MQTTnet.Server.Exceptions;
using SurgicalAI.App.Reports;
using SurgicalAI.App.Simulation;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Time;
using SurgicalAI.Pipeline.Latency;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Sim;
using SurgicalAI.Transport.Mqtt;
using SurgicalAI.Transport.Mqtt.Broker;

namespace SurgicalAI.App.Benchmarks.Fuzz;

/// <summary>
/// The embedded broker with a simulated robot in real time, under attack by peers of every kind. Without keys, which is the worst
/// case: every peer may send on every topic. A console of ours asks all the while for a sign of life through the same broker.
/// </summary>
/// <param name="seed">Seed of what the peers do.</param>
/// <param name="peers">Peers at the same time.</param>
internal sealed class BrokerFuzz(ulong seed, int peers)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, long> _visits = new();
    private readonly LatencyHistogram _life = new("sign_of_life");
    private readonly ConcurrentQueue<string> _lines = new();
    private long _linesSaid;
    private long _unobserved;
    private int _losses;
    private int _signs;
    private double _farthestRad;

    /// <summary>Attacks for a time.</summary>
    /// <param name="length">How long.</param>
    /// <param name="cancellation">Ends it early.</param>
    public async Task<FuzzBrokerReport> RunAsync(TimeSpan length, CancellationToken cancellation)
    {
        TaskScheduler.UnobservedTaskException += CountUnobserved;
        var broker = await EmbeddedBroker.StartAsync(new BrokerOptions(0, Log: Keep), TimeProvider.System).ConfigureAwait(false);
        await using var closeBroker = broker.ConfigureAwait(false);
        await using var robot = await JoinAsync(broker.Port, "psm1", "robot").ConfigureAwait(false);
        await using var ecm = await JoinAsync(broker.Port, Topics.EndoscopeArm, "robot").ConfigureAwait(false);
        await using var console = await JoinAsync(broker.Port, "psm1", "console").ConfigureAwait(false);
        robot.ConnectionChanged += connected => Interlocked.Add(ref _losses, connected ? 0 : 1);
        using var sim = new SimHost(new SimOptions(), seed, new SimBuses([robot], ecm), ControlPace.Default, TimeProvider.System);
        sim.Start();
        var memory = new MemoryTrack();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        end.CancelAfter(length);
        var start = Stopwatch.GetTimestamp();
        var attackers = Enumerable.Range(0, peers).Select(k => AttackAsync(k, broker.Port, end.Token)).ToArray();
        await WatchAsync(sim, robot, console, memory, end.Token).ConfigureAwait(false);
        await Task.WhenAll(attackers).ConfigureAwait(false);
        var lastSign = await SignAsync(robot, console).ConfigureAwait(false);
        TaskScheduler.UnobservedTaskException -= CountUnobserved;
        return new(
            Stopwatch.GetElapsedTime(start).TotalSeconds, peers, new SortedDictionary<string, long>(_visits), _farthestRad, _losses,
            sim.Loop.Failure is null && lastSign, Interlocked.Read(ref _unobserved), _life.Summary(), memory.Figures(),
            broker.Faults, Interlocked.Read(ref _linesSaid), [.. _lines.Take(12)], robot.Dropped, seed, BuildInfo.Commit, MachineInfo.Describe());
    }

    private static async Task<MqttBus> JoinAsync(int port, string arm, string component)
    {
        var bus = MqttBus.Start(new("127.0.0.1", port, "sim", arm, component), TimeProvider.System);
        await bus.WaitConnectedAsync(CancellationToken.None).WaitAsync(ConnectWithin).ConfigureAwait(false);
        return bus;
    }

    private void Keep(string line)
    {
        Interlocked.Increment(ref _linesSaid);
        _lines.Enqueue(line);
    }

    // MQTTnet leaves two kinds unobserved itself: an answer to a client that is gone, and a message left out for a slow reader.
    private void CountUnobserved(object? sender, UnobservedTaskExceptionEventArgs args)
    {
        var isLibrarys = args.Exception.InnerExceptions.All(e => e is MqttCommunicationException or MqttPendingMessagesOverflowException);
        Interlocked.Add(ref _unobserved, isLibrarys ? 0 : 1);
    }

    // A thread of its own for each: a blocked visitor must not take a thread from the broker's pool.
    private Task AttackAsync(int number, int port, CancellationToken cancellation) => Task.Factory.StartNew(
        () =>
        {
            var random = new Random(HashCode.Combine(seed, number));
            while (!cancellation.IsCancellationRequested)
            {
                var (name, visit) = Attacks.All[random.Next(Attacks.All.Count)];
                visit(port, random);
                _visits.AddOrUpdate(name, 1, (_, count) => count + 1);
            }
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async Task WatchAsync(SimHost sim, MqttBus robot, MqttBus console, MemoryTrack memory, CancellationToken cancellation)
    {
        var still = sim.World.Arms[0].Setpoint;
        while (!cancellation.IsCancellationRequested)
        {
            await SignAsync(robot, console).ConfigureAwait(false);
            memory.Look();
            var now = sim.World.Arms[0].Setpoint;
            for (var joint = 0; joint < 6; joint++)
            {
                _farthestRad = Math.Max(_farthestRad, Math.Abs(now[joint] - still[joint]));
            }

            await Task.Delay(LookEvery, CancellationToken.None).ConfigureAwait(false);
        }
    }

    // A stop from the console must reach the robot's side, whatever else goes on.
    private async Task<bool> SignAsync(MqttBus robot, MqttBus console)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = robot.Subscribe(Topics.Hold, m =>
        {
            if (m.Header.Session == console.Session)
            {
                heard.TrySetResult();
            }
        });
        var sent = Stopwatch.GetTimestamp();
        console.Publish(Topics.Hold, new HoldMessage(new(TimeProvider.System.NowNs(), ++_signs, console.Session)));
        var came = await Task.WhenAny(heard.Task, Task.Delay(TimeSpan.FromSeconds(10))).ConfigureAwait(false) == heard.Task;
        _life.RecordNs((long)Stopwatch.GetElapsedTime(sent).TotalNanoseconds);
        return came;
    }
}
