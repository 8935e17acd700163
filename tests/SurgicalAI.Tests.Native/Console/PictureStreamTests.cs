using System.Globalization;
using System.Text;
using SurgicalAI.App.WebConsole;

namespace SurgicalAI.Tests.Native.WebConsole;

public sealed class PictureStreamTests
{
    [Fact]
    public async Task Video_AfterPublish_DeliversThePictureWithItsStamp()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await using var stream = await console.Http.GetStreamAsync("/video/left");
        await WaitForViewerAsync(console.Feed.Left);

        console.Feed.PublishPicture(Pictures.Blue, 1_700_000_000_123_456_789, 41);
        var first = await ReadPartAsync(stream);
        console.Feed.PublishPicture(Pictures.Red, 1_700_000_000_223_456_789, 42);
        var second = await ReadPartAsync(stream);

        Assert.Equal((1_700_000_000_123_456_789, 41), (first.OriginNs, first.Sequence));
        Assert.Equal(Pictures.Blue, first.Jpeg);
        Assert.Equal((1_700_000_000_223_456_789, 42), (second.OriginNs, second.Sequence));
        Assert.Equal(Pictures.Red, second.Jpeg);
    }

    [Fact]
    public async Task Video_SlowReader_SkipsToTheNewestAndNeverBlocksTheMaker()
    {
        const int Count = 400;
        await using var console = await ConsoleFixture.StartAsync();
        await using var stream = await console.Http.GetStreamAsync("/video/left");
        await WaitForViewerAsync(console.Feed.Left);
        var large = new byte[256 * 1024];

        // 100 MB towards a reader that does not read: more than every buffer on the way holds.
        for (var i = 1; i <= Count; i++)
        {
            console.Feed.PublishPicture(large, i, i);
        }

        var (read, newest) = (0, 0);
        while (newest < Count)
        {
            var sequence = (await ReadPartAsync(stream)).Sequence;
            Assert.True(sequence > newest);
            (read, newest) = (read + 1, sequence);
        }

        Assert.InRange(read, 1, Count - 1);
    }

    [Fact]
    public async Task Video_ReaderLeaves_HasViewersFalls()
    {
        await using var console = await ConsoleFixture.StartAsync();
        Assert.False(console.Feed.HasViewers);
        using (await console.Http.GetStreamAsync("/video/left"))
        {
            await WaitForViewerAsync(console.Feed.Left);
            Assert.True(console.Feed.HasViewers);
        }

        Assert.True(await UntilAsync(() => !console.Feed.HasViewers));
    }

    [Fact]
    public async Task MjpegServer_TwoStreams_EachDeliversItsOwn()
    {
        var (left, stereo) = (new PictureFeed(), new PictureFeed());
        await using var server = await MjpegServer.StartAsync(
            0, "--video-port", new Dictionary<string, PictureFeed> { ["/left"] = left, ["/stereo"] = stereo });
        using var http = new HttpClient { BaseAddress = server.Address };
        await using var stream = await http.GetStreamAsync("/stereo");
        await WaitForViewerAsync(stereo);

        left.Publish(Pictures.Red, 1, 1);
        stereo.Publish(Pictures.Blue, 2, 2);

        Assert.Equal(Pictures.Blue, (await ReadPartAsync(stream)).Jpeg);
        Assert.False(left.HasViewers);
    }

    [Fact]
    public void Publish_Warm_AllocatesNothing()
    {
        var feed = new PictureFeed();
        feed.Publish(Pictures.Blue, 1, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();

        feed.Publish(Pictures.Blue, 2, 2);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static async Task WaitForViewerAsync(PictureFeed feed) => Assert.True(await UntilAsync(() => feed.HasViewers));

    private static async Task<bool> UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition() && !limit.IsCancellationRequested)
        {
            await Task.Yield();
        }

        return condition();
    }

    private static async Task<(long OriginNs, int Sequence, byte[] Jpeg)> ReadPartAsync(Stream stream)
    {
        var headers = new Dictionary<string, string>();
        while (await ReadLineAsync(stream) is var line && (line.Length > 0 || headers.Count == 0))
        {
            if (line.Split(": ") is [var name, var value])
            {
                headers[name] = value;
            }
        }

        var jpeg = new byte[int.Parse(headers["Content-Length"], CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(jpeg);
        return (long.Parse(headers["X-Origin-Ns"], CultureInfo.InvariantCulture), int.Parse(headers["X-Sequence"], CultureInfo.InvariantCulture), jpeg);
    }

    private static async Task<string> ReadLineAsync(Stream stream)
    {
        var (line, one) = (new StringBuilder(), new byte[1]);
        while (true)
        {
            await stream.ReadExactlyAsync(one);
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }
    }
}
