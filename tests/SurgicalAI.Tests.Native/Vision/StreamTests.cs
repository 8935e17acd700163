using System.Net;
using System.Net.Sockets;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Time;
using SurgicalAI.Vision.Sources;

namespace SurgicalAI.Tests.Native.Vision;

public sealed class StreamTests
{
    private static readonly SourceOptions _options = new() { Stall = TimeSpan.FromSeconds(0.5), Connect = TimeSpan.FromSeconds(3) };

    [Fact]
    public async Task Read_StampedParts_KeepsTheSendersCaptureTimeAndNumber()
    {
        using var server = new PictureServer();
        using var source = await OpenAsync(server, _options);
        for (var n = 0; n < 5; n++)
        {
            server.SendPart(Clips.Jpeg(Clips.Grey(n)), originNs: 1_000_000 + n, sequence: 40 + n);
            var frame = source.Read(CancellationToken.None).Value;
            using var eyes = frame.Value;
            Assert.Equal((1_000_000L + n, 40 + n), (frame.OriginNs, frame.Sequence));
            Assert.InRange(eyes.Left.Bytes[0], Clips.Grey(n) - 4, Clips.Grey(n) + 4);
        }

        Assert.True(source.IsLive);
        Assert.Null(source.ExpectedFrames);
    }

    [Fact]
    public async Task Read_PartsWithoutStamps_AreStampedOnArrival()
    {
        using var server = new PictureServer();
        using var source = await OpenAsync(server, _options);
        var before = TimeProvider.System.NowNs();
        server.SendPart(Clips.Jpeg(50));
        var frame = source.Read(CancellationToken.None).Value;
        frame.Value.Dispose();
        Assert.InRange(frame.OriginNs, before, TimeProvider.System.NowNs());
    }

    [Fact]
    public async Task Read_PartsWithoutLength_AreFoundByTheirBoundary()
    {
        using var server = new PictureServer();
        using var source = await OpenAsync(server, _options);
        server.Send("--frame\r\nContent-Type: image/jpeg\r\n\r\n");
        server.Send(Clips.Jpeg(90));
        server.Send("\r\n--frame\r\n\r\n");
        using var first = source.Read(CancellationToken.None).Value.Value;
        server.Send(Clips.Jpeg(120));
        server.Send("\r\n--frame\r\n");
        using var second = source.Read(CancellationToken.None).Value.Value;
        Assert.InRange(first.Left.Bytes[0], 87, 93);
        Assert.InRange(second.Left.Bytes[0], 117, 123);
    }

    [Fact]
    public async Task Read_RepeatedOrOlderPictures_AreLeftOut()
    {
        using var server = new PictureServer();
        using var source = await OpenAsync(server, _options);
        server.SendPart(Clips.Jpeg(50), originNs: 2000, sequence: 1);
        source.Read(CancellationToken.None).Value.Value.Dispose();
        server.SendPart(Clips.Jpeg(60), originNs: 2000, sequence: 2);
        server.SendPart(Clips.Jpeg(70), originNs: 1999, sequence: 3);
        server.SendPart(Clips.Jpeg(80), originNs: 2001, sequence: 4);
        var frame = source.Read(CancellationToken.None).Value;
        frame.Value.Dispose();
        Assert.Equal((2001L, 4), (frame.OriginNs, frame.Sequence));
    }

    [Fact]
    public async Task Read_PeerDiesAndReturns_SaysSoAndCarriesOn()
    {
        using var server = new PictureServer();
        using var pool = new ImagePool();
        using var source = await OpenAsync(server, _options with { Pool = pool });
        server.SendPart(Clips.Jpeg(50), originNs: 5000, sequence: 900);
        source.Read(CancellationToken.None).Value.Value.Dispose();
        server.Drop();
        var lost = source.Read(CancellationToken.None).Fault;
        Assert.Equal(FaultCode.SourceLost, lost.Code);
        Assert.Contains("is gone", lost.Message, StringComparison.Ordinal);

        var back = Task.Run(async () =>
        {
            await server.AcceptAsync();
            server.SendPart(Clips.Jpeg(60), originNs: 6000, sequence: 0);
        });
        var frame = ReadThrough(source);
        await back;
        frame.Value.Dispose();
        Assert.Equal((6000L, 901), (frame.OriginNs, frame.Sequence));
        Assert.Equal(0, pool.LentCount);
    }

    [Fact]
    public async Task Read_PeerStaysAway_KeepsSayingSo()
    {
        var server = new PictureServer();
        using var source = await OpenAsync(server, _options);
        server.Dispose();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(FaultCode.SourceLost, source.Read(CancellationToken.None).Fault.Code);
        }
    }

    [Fact]
    public async Task Read_PeerFallsSilent_IsLostAfterTheStall()
    {
        using var server = new PictureServer();
        using var source = await OpenAsync(server, _options);
        server.Send("--frame\r\nContent-Length: 100000\r\n\r\nonly the beginning");
        Assert.Equal(FaultCode.SourceLost, source.Read(CancellationToken.None).Fault.Code);
    }

    [Fact]
    public async Task Read_Cancelled_ReturnsAtOnce()
    {
        using var server = new PictureServer();
        using var source = await OpenAsync(server, _options with { Stall = TimeSpan.FromMinutes(5) });
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(() => source.Read(stop.Token));
        await stop.CancelAsync();
        Assert.Equal(FaultCode.EndOfStream, (await reading.WaitAsync(TimeSpan.FromSeconds(10))).Fault.Code);
    }

    [Fact]
    public async Task Read_DamagedPicture_LosesOnlyThatFrame()
    {
        using var server = new PictureServer();
        using var source = await OpenAsync(server, _options);
        server.SendPart([1, 2, 3]);
        Assert.Equal(FaultCode.FrameLost, source.Read(CancellationToken.None).Fault.Code);
        server.SendPart(Clips.Jpeg(50, width: 32));
        Assert.Equal(FaultCode.FrameLost, source.Read(CancellationToken.None).Fault.Code);
        server.SendPart(Clips.Jpeg(50));
        source.Read(CancellationToken.None).Value.Value.Dispose();
    }

    [Fact]
    public async Task Read_SlowReader_GetsTheNewestPictureAndSeesTheGap()
    {
        using var server = new PictureServer();
        using var source = await OpenAsync(server, _options);
        for (var n = 1; n <= 50; n++)
        {
            server.SendPart(Clips.Jpeg(50), originNs: 1000 + n, sequence: n);
        }

        var (read, last) = (0, 0);
        while (last < 50)
        {
            var frame = source.Read(CancellationToken.None).Value;
            frame.Value.Dispose();
            Assert.True(frame.Sequence > last);
            (read, last) = (read + 1, frame.Sequence);
        }

        Assert.InRange(read, 1, 50);
    }

    [Fact]
    public void Open_NobodyListens_IsAUserErrorOfOneLine()
    {
        var port = FreePort();
        foreach (var url in new[] { $"http://127.0.0.1:{port}/x", $"rtsp://127.0.0.1:{port}/x" })
        {
            var message = Assert.Throws<UserErrorException>(() => FrameSource.Open(url, _options)).Message;
            Assert.Contains("cannot be opened", message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
        }
    }

    [Fact]
    public async Task Open_ServerSaysNotFound_SaysSo()
    {
        using var server = new PictureServer();
        var accepting = server.AcceptAsync("text/plain", "404 Not Found");
        var error = await Assert.ThrowsAsync<UserErrorException>(() => Task.Run(() => FrameSource.Open(server.Url, _options)));
        await accepting;
        Assert.Contains("404", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OddWidthSideBySide_IsAUserError()
    {
        using var server = new PictureServer();
        var opening = Task.Run(() => FrameSource.Open(server.Url, _options with { Layout = StereoLayout.SideBySide }));
        await server.AcceptAsync();
        server.SendPart(Clips.Jpeg(0, width: 63));
        Assert.Contains("63 pixels wide", (await Assert.ThrowsAsync<UserErrorException>(() => opening)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_UrlWithPassword_KeepsItOutOfTheMessage()
    {
        var error = Assert.Throws<UserErrorException>(() => FrameSource.Open($"http://eve:secret@127.0.0.1:{FreePort()}/x", _options));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_UrlWithPassword_LogsIn()
    {
        using var server = new PictureServer();
        var opening = Task.Run(() => FrameSource.Open($"http://eve:se%40cret@127.0.0.1:{server.Port}/x", _options));
        await server.AcceptAsync();
        server.SendPart(Clips.Jpeg(0));
        using var source = await opening;
        Assert.Contains($"Authorization: Basic {Convert.ToBase64String("eve:se@cret"u8)}", server.Request, StringComparison.Ordinal);
        Assert.DoesNotContain("cret", source.Name, StringComparison.Ordinal);
    }

    private static async Task<FrameSource> OpenAsync(PictureServer server, SourceOptions options)
    {
        var opening = Task.Run(() => FrameSource.Open(server.Url, options));
        await server.AcceptAsync();
        server.SendPart(Clips.Jpeg(0), originNs: 1, sequence: 0);
        return await opening;
    }

    private static Stamped<StereoFrame> ReadThrough(FrameSource source)
    {
        while (true)
        {
            var outcome = source.Read(CancellationToken.None);
            if (outcome.TryGet(out var frame))
            {
                return frame;
            }

            Assert.Equal(FaultCode.SourceLost, outcome.Fault.Code);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
