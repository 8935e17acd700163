using System.Net;
using System.Net.Sockets;
using SurgicalAI.App.Faults;

namespace SurgicalAI.Tests.Native.Faults;

public sealed class TcpRelayTests : IAsyncLifetime
{
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly TcpClient _client = new() { NoDelay = true };
    private TcpRelay? _relay;
    private TcpClient? _accepted;

    private static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    private TcpRelay Relay => _relay ?? throw new InvalidOperationException("No relay.");

    private NetworkStream Far => _accepted?.GetStream() ?? throw new InvalidOperationException("No connection.");

    public async ValueTask InitializeAsync()
    {
        _server.Start();
        _relay = new(((IPEndPoint)_server.LocalEndpoint).Port);
        await _client.ConnectAsync(IPAddress.Loopback, _relay.Port, Limit);
        _accepted = await _server.AcceptTcpClientAsync(Limit);
    }

    [Fact]
    public async Task Pass_BothWays_EveryByteInOrder()
    {
        byte[] bytes = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i % 251))];
        var writing = _client.GetStream().WriteAsync(bytes, Limit).AsTask();
        Assert.Equal(bytes, await ReadAsync(Far, bytes.Length));
        await writing;
        await Far.WriteAsync(bytes.AsMemory(0, 1000), Limit);
        Assert.Equal(bytes[..1000], await ReadAsync(_client.GetStream(), 1000));
    }

    [Fact]
    public async Task Freeze_ThenThaw_NothingPassesAndThenAllOfIt()
    {
        Relay.Freeze();
        await _client.GetStream().WriteAsync(new byte[] { 1, 2, 3 }, Limit);
        var reading = ReadAsync(Far, 3);

        // A relay that passed bytes on would have done so within microseconds; a slow machine makes this check weaker, not false.
        await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMilliseconds(100), Limit));
        Assert.False(reading.IsCompleted);
        Relay.Thaw();
        Assert.Equal([1, 2, 3], await reading);
    }

    [Fact]
    public async Task Cut_BothEnds_LearnOfIt()
    {
        Relay.Cut();
        Assert.True(await IsOverAsync(_client.GetStream()));
        Assert.True(await IsOverAsync(Far));
    }

    [Fact]
    public async Task Orphan_ClientIsCutOffAndServerIsNotTold()
    {
        Relay.Orphan();
        Assert.True(await IsOverAsync(_client.GetStream()));
        var waiting = IsOverAsync(Far);
        await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMilliseconds(100), Limit));
        Assert.False(waiting.IsCompleted);
        Relay.Cut();
        Assert.True(await waiting);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _accepted?.Dispose();
        _server.Dispose();
        await Relay.DisposeAsync();
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, Limit);
        return bytes;
    }

    private static async Task<bool> IsOverAsync(NetworkStream stream)
    {
        try
        {
            return await stream.ReadAsync(new byte[1], Limit) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
