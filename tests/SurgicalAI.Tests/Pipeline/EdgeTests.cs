using System.Reactive.Subjects;
using CsCheck;
using SurgicalAI.Core.Time;
using SurgicalAI.Pipeline.Edges;

namespace SurgicalAI.Tests.Pipeline;

public sealed class EdgeTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void Latest_SlowReceiver_KeepsTheNewestAndDisposesTheRest()
    {
        var run = new Run(EdgePolicy.Latest, 1);
        run.Send(1);
        run.WaitUntilBusy();
        run.Send(2);
        run.Send(3);
        run.Send(4);
        run.Release();
        run.Complete();
        Assert.Equal([1, 4], run.Received);
        Assert.Equal((4, 2, 2), (run.Counts.In, run.Counts.Out, run.Counts.Dropped));
        Assert.Equal(2, run.DisposedByEdge);
    }

    [Fact]
    public void Bounded_Wait_LosesNothingAndKeepsOrder()
    {
        var run = new Run(EdgePolicy.Wait, 2);
        run.Release();
        for (var i = 0; i < 500; i++)
        {
            run.Send(i);
        }

        run.Complete();
        Assert.Equal(Enumerable.Range(0, 500), run.Received);
        Assert.Equal((500, 500, 0), (run.Counts.In, run.Counts.Out, run.Counts.Dropped));
    }

    [Fact]
    public void Bounded_DropOldest_KeepsTheNewestFew()
    {
        var run = new Run(EdgePolicy.DropOldest, 2);
        run.Send(1);
        run.WaitUntilBusy();
        for (var i = 2; i <= 6; i++)
        {
            run.Send(i);
        }

        run.Release();
        run.Complete();
        Assert.Equal([1, 5, 6], run.Received);
        Assert.Equal(3, run.DisposedByEdge);
    }

    [Fact]
    public async Task Wait_ReceiverLeaves_SenderIsFreed()
    {
        var run = new Run(EdgePolicy.Wait, 1);
        run.Send(1);
        run.WaitUntilBusy();
        run.Send(2);
        var blocked = Task.Run(() => run.Send(3));
        run.Leave();
        await blocked.WaitAsync(s_limit);
        run.Release();
        Assert.Equal(2, run.DisposedByEdge);
    }

    [Fact]
    public void Receiver_Throws_ErrorReachesItAndWaitingItemsAreDisposed()
    {
        var counts = new EdgeCounts("test", EdgePolicy.DropOldest);
        using var source = new Subject<Stamped<Token>>();
        using var failed = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        Exception? error = null;
        using var subscription = source.Bounded(8, counts, TimeProvider.System).Subscribe(
            _ =>
            {
                go.Wait();
                throw new InvalidOperationException("no");
            },
            e =>
            {
                error = e;
                failed.Set();
            });
        Token[] tokens = [new(), new(), new()];
        foreach (var token in tokens)
        {
            source.OnNext(new(token, 1, 1));
        }

        go.Set();
        Assert.True(failed.Wait(s_limit));
        Assert.IsType<InvalidOperationException>(error);
        Assert.Equal(2, tokens.Count(t => t.Disposals == 1));
        Assert.Equal((3, 1, 2), (counts.In, counts.Out, counts.Dropped));
    }

    [Fact]
    public void Anything_RandomScheduleAndLeaving_ConservesItems() =>
        Gen.Select(Gen.Enum<EdgePolicy>(), Gen.Int[1, 4], Gen.Int[1, 60], Gen.Int[0, 60]).Sample(
            (policy, capacity, items, leaveAt) =>
            {
                var run = new Run(policy, capacity);
                run.Release();
                for (var i = 0; i < items; i++)
                {
                    if (i == leaveAt)
                    {
                        run.Leave();
                    }

                    run.Send(i);
                }

                run.Complete();
                Assert.Equal(items, run.Counts.In);
                Assert.Equal(run.Counts.In, run.Counts.Out + run.Counts.Dropped);
                Assert.All(run.Sent, token => Assert.Equal(1, token.Disposals));
            },
            iter: 60,
            threads: 1);

    private sealed class Token : IDisposable
    {
        public int Number { get; init; }

        public bool IsReceived { get; set; }

        public int Disposals { get; private set; }

        public void Dispose() => Disposals++;
    }

    /// <summary>An edge between a subject and a receiver that waits until it is released.</summary>
    private sealed class Run
    {
        private readonly Subject<Stamped<Token>> _source = new();
        private readonly ManualResetEventSlim _go = new();
        private readonly SemaphoreSlim _busy = new(0);
        private readonly EdgeThread<Token> _edge;

        public Run(EdgePolicy policy, int capacity)
        {
            Counts = new("test", policy);
            _edge = new(Counts, policy == EdgePolicy.Latest ? 1 : capacity, TimeProvider.System, new Receiver(this));
            _edge.Start();
            _source.Subscribe(_edge);
        }

        public EdgeCounts Counts { get; }

        public List<Token> Sent { get; } = [];

        public List<int> Received { get; } = [];

        public int DisposedByEdge => Sent.Count(t => t is { IsReceived: false, Disposals: 1 });

        public void Send(int number)
        {
            var token = new Token { Number = number };
            Sent.Add(token);
            _source.OnNext(new(token, number + 1, number));
        }

        public void WaitUntilBusy() => Assert.True(_busy.Wait(s_limit));

        public void Release() => _go.Set();

        public void Leave() => _edge.Dispose();

        public void Complete()
        {
            _source.OnCompleted();
            Assert.True(Counts.Finished.Wait(s_limit));
        }

        private sealed class Receiver(Run run) : IObserver<Stamped<Token>>
        {
            public void OnNext(Stamped<Token> item)
            {
                item.Value.IsReceived = true;
                run._busy.Release();
                run._go.Wait();
                run.Received.Add(item.Value.Number);
                item.Value.Dispose();
            }

            public void OnCompleted()
            {
            }

            public void OnError(Exception error)
            {
            }
        }
    }
}
