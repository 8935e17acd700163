using System.Reactive.Linq;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using SurgicalAI.Core;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;
using SurgicalAI.Pipeline.Edges;
using SurgicalAI.Pipeline.Engine;
using SurgicalAI.Tests.Transport;
using SurgicalAI.Transport.Memory;

namespace SurgicalAI.Tests.Pipeline;

public sealed class EngineGraphTests
{
    private static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    [Fact]
    public async Task Run_File_EveryFrameIsProcessedAndShown()
    {
        using var bench = new Bench(isLive: false, withRobot: false);
        var shown = new List<int>();
        using var recorder = bench.Engine.View("recorder", EdgePolicy.Wait).Subscribe(view =>
        {
            using var frame = view.Value;
            shown.Add(view.Sequence);
        });
        bench.PushFrames(50);
        bench.Camera.Push(FaultCode.EndOfStream);
        var end = await bench.Engine.RunAsync(Limit);
        Assert.Equal(FaultCode.EndOfStream, end.Code);
        Assert.Equal(new FrameCounts(50, 50, 0), bench.Engine.Frames);
        Assert.Equal(Enumerable.Range(0, 50), shown);
        Assert.Equal(50, bench.Engine.SegmentLatency.Summary().Count);
        Assert.Equal(0, bench.Pool.LentCount);
    }

    [Fact]
    public async Task Run_LiveAndSlow_TakesTheNewestAndCountsTheRest()
    {
        using var bench = new Bench(isLive: true, withRobot: false);
        using var first = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        bench.Segmenter.Before = call =>
        {
            first.Set();
            go.Wait(Limit);
        };
        var running = bench.Engine.RunAsync(Limit);
        bench.PushFrames(1);
        first.Wait(Limit);
        bench.PushFrames(9);
        bench.Camera.Push(FaultCode.EndOfStream);
        await bench.Until(() => bench.Engine.Frames.Captured == 10);
        go.Set();
        await running;
        Assert.Equal(new FrameCounts(10, 2, 8), bench.Engine.Frames);
        Assert.Equal(0, bench.Pool.LentCount);
    }

    [Fact]
    public void Run_RandomFaultsAndCancel_ConservesFramesAndPixels() =>
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[0, 40].Array[0, 40], Gen.Int[0, 40], Gen.Int[-1, 40]).Sample(
            (isLive, withViewer, script, cancelAt, failAt) =>
            {
                using var bench = new Bench(isLive, withRobot: false);
                using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Limit);
                bench.Segmenter.Before = call =>
                {
                    if (call == cancelAt)
                    {
                        cancel.Cancel();
                    }

                    if (call == failAt)
                    {
                        throw new InvalidOperationException("segmenter broke");
                    }
                };
                using var viewer = withViewer
                    ? bench.Engine.View("viewer", EdgePolicy.Latest).Subscribe(view => view.Value.Dispose())
                    : null;
                foreach (var step in script)
                {
                    bench.Push(step);
                }

                bench.Camera.Push(FaultCode.EndOfStream);
                var error = Record.Exception(() => bench.Engine.RunAsync(cancel.Token).GetAwaiter().GetResult());
                Assert.True(error is null or InvalidOperationException, error?.ToString());
                bench.Camera.Drain();
                var frames = bench.Engine.Frames;
                Assert.Equal(frames.Captured, frames.Processed + frames.Dropped);
                Assert.All(bench.Engine.Edges, edge => Assert.Equal(edge.In, edge.Out + edge.Dropped));
                Assert.Equal(0, bench.Pool.LentCount);
            },
            iter: 100,
            threads: 1);

    [Fact]
    public async Task Suggestion_FromAFrame_CarriesItsStampAndExpiry()
    {
        using var bench = new Bench();
        using var suggestions = new Collected<SuggestionMessage>(bench.RobotBus, Topics.Suggestion);
        var running = bench.Engine.RunAsync(bench.Stop.Token);
        bench.Robot.SayTool(bench.NowNs, 0.02, 0.3);
        var originNs = bench.NowNs;
        bench.Camera.Push(originNs);
        var suggestion = await suggestions.Next(Limit);
        Assert.Equal(new Header(originNs, 1, bench.EngineBus.Session), suggestion.Header);
        Assert.Equal(originNs + (250 * Si.MsNs), suggestion.ExpiresNs);
        Assert.Equal(("psm1", "fake@111111111111", 0.5), (suggestion.Arm, suggestion.Model, suggestion.Confidence));
        Assert.Equal(0.02, Assert.Single(bench.Policy.Seen).Tool.T_ecm_tool.P.X);
        Assert.Equal(0.02, suggestion.Waypoints[0].T_ecm_tool.P.X, 1e-12);
        await bench.End(running);
        Assert.Equal(1, bench.Engine.PolicySteps);
        Assert.Equal(0, bench.Pool.LentCount);
    }

    [Fact]
    public async Task BadPicture_Advice_IsLessSure()
    {
        using var bench = new Bench(judge: new HalfTrust());
        using var suggestions = new Collected<SuggestionMessage>(bench.RobotBus, Topics.Suggestion);
        var running = bench.Engine.RunAsync(bench.Stop.Token);
        bench.Robot.SayTool(bench.NowNs);
        bench.Camera.Push(bench.NowNs);
        Assert.Equal(0.25, (await suggestions.Next(Limit)).Confidence);
        await bench.End(running);
    }

    [Fact]
    public async Task NoArmState_Frame_WithheldWithReasonAndPolicyStartsAfresh()
    {
        using var bench = new Bench();
        using var suggestions = new Collected<SuggestionMessage>(bench.RobotBus, Topics.Suggestion);
        var running = bench.Engine.RunAsync(bench.Stop.Token);
        bench.Robot.SayTool(bench.NowNs);
        bench.Camera.Push(bench.NowNs);
        await suggestions.Next(Limit);
        Assert.Equal(1, bench.Policy.Resets);

        bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        bench.Camera.Push(bench.NowNs);
        await bench.Until(() => bench.Engine.Withheld[FaultCode.PeerSilent] == 1);
        bench.Time.Advance(TimeSpan.FromMilliseconds(10));
        bench.Robot.SayTool(bench.NowNs);
        bench.Camera.Push(bench.NowNs);
        await suggestions.Next(Limit);
        Assert.Equal(2, bench.Policy.Resets);
        await bench.End(running);
    }

    [Fact]
    public async Task RobotRestarts_NewSession_PolicyStartsAfreshAndModeIsAskedAgain()
    {
        using var bench = new Bench(mode: ControlMode.Autonomous);
        using var wishes = new Collected<ModeMessage>(bench.RobotBus, Topics.ModeCommand);
        using var suggestions = new Collected<SuggestionMessage>(bench.RobotBus, Topics.Suggestion);
        var running = bench.Engine.RunAsync(bench.Stop.Token);
        bench.Robot.SayOperating(bench.NowNs);
        Assert.Equal(ControlMode.Autonomous, (await wishes.Next(Limit)).Mode);
        bench.Robot.SayMode(bench.NowNs, ControlMode.Autonomous);
        bench.Robot.SayTool(bench.NowNs);
        bench.Camera.Push(bench.NowNs);
        await suggestions.Next(Limit);

        bench.Time.Advance(TimeSpan.FromMilliseconds(33));
        var next = new FakeRobot(bench.RobotBus, "robot-2");
        next.SayOperating(bench.NowNs);
        await wishes.Next(Limit);
        next.SayTool(bench.NowNs);
        bench.Camera.Push(bench.NowNs);
        await suggestions.Next(Limit);
        Assert.Equal(2, bench.Policy.Resets);
        await bench.End(running);
    }

    [Fact]
    public async Task ModeWish_NoAnswer_AskedAgainUntilAnswered()
    {
        using var bench = new Bench(mode: ControlMode.Share);
        using var wishes = new Collected<ModeMessage>(bench.RobotBus, Topics.ModeCommand);
        var running = bench.Engine.RunAsync(bench.Stop.Token);
        bench.Robot.SayMode(bench.NowNs, ControlMode.Suggest);
        await wishes.Next(Limit);
        bench.Time.Advance(TimeSpan.FromMilliseconds(600));
        await wishes.Next(Limit);
        bench.Robot.SayMode(bench.NowNs, ControlMode.Share);
        bench.Time.Advance(TimeSpan.FromSeconds(3));

        // An operator's later choice stands.
        bench.Robot.SayMode(bench.NowNs, ControlMode.Observe, "operator");
        bench.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.True(wishes.IsEmpty);
        Assert.Equal((ControlMode.Observe, ""), (bench.Engine.Mode, bench.Engine.ModeRefusal));
        await bench.End(running);
    }

    [Fact]
    public async Task ModeWish_Refused_NotAskedAgainAndReasonKept()
    {
        using var bench = new Bench(mode: ControlMode.Autonomous);
        using var wishes = new Collected<ModeMessage>(bench.RobotBus, Topics.ModeCommand);
        var running = bench.Engine.RunAsync(bench.Stop.Token);
        bench.Robot.SayOperating(bench.NowNs);
        await wishes.Next(Limit);
        bench.Robot.SayMode(bench.NowNs, ControlMode.Suggest, "The arm is real.");
        bench.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.True(wishes.IsEmpty);
        Assert.Equal("The arm is real.", bench.Engine.ModeRefusal);
        await bench.End(running);
    }

    [Fact]
    public async Task ModeObserve_Frame_NothingIsProposed()
    {
        using var bench = new Bench(mode: ControlMode.Suggest);
        var running = bench.Engine.RunAsync(bench.Stop.Token);
        bench.Robot.SayMode(bench.NowNs, ControlMode.Observe);
        bench.Robot.SayTool(bench.NowNs);
        bench.Camera.Push(bench.NowNs);
        await bench.Until(() => bench.Engine.Withheld[FaultCode.NotAllowed] == 1);
        Assert.Empty(bench.Policy.Seen);
        await bench.End(running);
    }

    [Fact]
    public async Task ArmSilent_Health_DegradedThenOkAgain()
    {
        using var bench = new Bench();
        using var health = new Collected<HealthMessage>(bench.RobotBus, Topics.HealthEngine);
        var running = bench.Engine.RunAsync(bench.Stop.Token);
        Assert.Equal("ok", (await health.Next(Limit)).State);
        bench.Robot.SayTool(bench.NowNs);
        bench.Time.Advance(TimeSpan.FromMilliseconds(700));
        var degraded = await health.Next(Limit);
        Assert.Equal("degraded", degraded.State);
        Assert.StartsWith("arm silent since", degraded.Reason, StringComparison.Ordinal);
        bench.Robot.SayTool(bench.NowNs);
        bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal("ok", (await health.Next(Limit)).State);
        await bench.End(running);
    }

    [Fact]
    public async Task PicturesStale_Live_Degraded()
    {
        using var bench = new Bench();
        using var health = new Collected<HealthMessage>(bench.RobotBus, Topics.HealthEngine);
        var running = bench.Engine.RunAsync(bench.Stop.Token);
        Assert.Equal("ok", (await health.Next(Limit)).State);
        for (var k = 0; k < 11; k++)
        {
            bench.Robot.SayTool(bench.NowNs);
            bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal("the camera gives no new picture", (await health.Next(Limit)).Reason);
        await bench.End(running);
    }

    [Fact]
    public async Task Run_WithABus_BeatsTwentyTimesASecond()
    {
        using var bench = new Bench();
        using var beats = new Collected<HeartbeatMessage>(bench.RobotBus, Topics.Heartbeat);
        var running = bench.Engine.RunAsync(bench.Stop.Token);
        for (var k = 0; k < 20; k++)
        {
            var beat = await beats.Next(Limit);
            Assert.Equal((k + 1, "engine-1", "engine", bench.NowNs), (beat.Header.Sequence, beat.Header.Session, beat.Component, beat.Header.StampNs));
            Assert.Equal(k * 50_000_000L, beat.MonotonicNs);
            bench.Time.Advance(TimeSpan.FromMilliseconds(50));
        }

        await bench.End(running);
    }

    [Fact]
    public async Task SourceLost_Live_SaysWhyRetriesAndCarriesOn()
    {
        using var bench = new Bench(withRobot: false);
        using var health = new Collected<HealthMessage>(bench.RobotBus, Topics.HealthEngine);
        var running = bench.Engine.RunAsync(bench.Stop.Token);
        Assert.Equal("ok", (await health.Next(Limit)).State);
        bench.Camera.Push(FaultCode.SourceLost);
        bench.Camera.Push(bench.NowNs);
        Assert.Equal(("degraded", "camera says SourceLost"), Said(await health.Next(Limit)));
        await bench.AdvanceUntil(() => bench.Engine.Frames.Processed == 1);
        while ((await health.Next(Limit)).State != "ok")
        {
        }

        Assert.Equal(1, bench.Engine.SourceFaults[FaultCode.SourceLost]);
        await bench.End(running);
    }

    [Fact]
    public async Task SourceLost_File_EndsTheRun()
    {
        using var bench = new Bench(isLive: false, withRobot: false);
        bench.PushFrames(3);
        bench.Camera.Push(FaultCode.SourceLost);
        Assert.Equal(FaultCode.SourceLost, (await bench.Engine.RunAsync(Limit)).Code);
        Assert.Equal(new FrameCounts(3, 3, 0), bench.Engine.Frames);
    }

    [Fact]
    public async Task Viewer_LeavesWhileFramesFlow_NoPixelsAreLost()
    {
        using var bench = new Bench(isLive: false, withRobot: false);
        IDisposable? viewer = null;
        viewer = bench.Engine.View("console", EdgePolicy.Latest).Subscribe(view =>
        {
            viewer?.Dispose();
            view.Value.Dispose();
        });
        bench.PushFrames(100);
        bench.Camera.Push(FaultCode.EndOfStream);
        await bench.Engine.RunAsync(Limit);
        Assert.Equal(100, bench.Engine.Frames.Processed);
        await bench.Until(() => bench.Pool.LentCount == 0);
    }

    private static (string State, string Reason) Said(HealthMessage health) => (health.State, health.Reason);

    /// <summary>An engine with everything around it faked.</summary>
    private sealed class HalfTrust : IPictureJudge
    {
        public double Trust(StereoFrame pictures) => 0.5;
    }

    private sealed class Bench : IDisposable
    {
        private readonly MemoryBroker _broker = new();

        public Bench(bool isLive = true, bool withRobot = true, ControlMode mode = ControlMode.Suggest, IPictureJudge? judge = null)
        {
            Camera = new(Pool, isLive);
            Segmenter = new(Pool);
            RobotBus = new(_broker, "robot", Time, "robot-1");
            EngineBus = new(_broker, "engine", Time, "engine-1");
            Robot = new(RobotBus, "robot-1");
            Engine = new(Camera, Segmenter, withRobot ? Policy : null, EngineBus, new() { Mode = mode }, Time, judge);
        }

        public ImagePool Pool { get; } = new();

        public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));

        public FakeCamera Camera { get; }

        public FakeSegmenter Segmenter { get; }

        public FakePolicy Policy { get; } = new();

        public MemoryBus RobotBus { get; }

        public MemoryBus EngineBus { get; }

        public FakeRobot Robot { get; }

        public EngineGraph Engine { get; }

        public CancellationTokenSource Stop { get; } = CancellationTokenSource.CreateLinkedTokenSource(Limit);

        public long NowNs => Time.NowNs();

        public void PushFrames(int count)
        {
            for (var i = 0; i < count; i++)
            {
                Time.Advance(TimeSpan.FromTicks(1));
                Camera.Push(NowNs);
            }
        }

        /// <summary>Mostly frames, sometimes a fault or a stamp that does not increase.</summary>
        public void Push(int step)
        {
            switch (step)
            {
                case 0:
                    Camera.Push(FaultCode.FrameLost);
                    break;
                case 1:
                    Camera.Push(1);
                    break;
                default:
                    PushFrames(1);
                    break;
            }
        }

        /// <summary>Waits for other threads by looking, not by sleeping.</summary>
        public async Task Until(Func<bool> condition)
        {
            var limit = Limit;
            while (!condition())
            {
                limit.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }

        public Task AdvanceUntil(Func<bool> condition) => Until(() =>
        {
            Time.Advance(TimeSpan.FromMilliseconds(10));
            return condition();
        });

        public async Task End(Task<Fault> running)
        {
            await Stop.CancelAsync();
            Assert.Equal(FaultCode.None, (await running).Code);
        }

        public void Dispose()
        {
            Engine.Dispose();
            Camera.Dispose();
            Segmenter.Dispose();
            Policy.Dispose();
            Stop.Dispose();
        }
    }
}
