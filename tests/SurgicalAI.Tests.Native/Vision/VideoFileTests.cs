using System.Diagnostics;
using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Sources;
using FrameSource = SurgicalAI.Vision.Sources.FrameSource;

namespace SurgicalAI.Tests.Native.Vision;

public sealed class VideoFileTests
{
    [Fact]
    public void Read_WholeFile_GivesEveryFrameInOrderStampedAndReturned()
    {
        using var clips = new Clips();
        using var pool = new ImagePool();
        using var source = FrameSource.Open(clips.Write(frames: 30), new() { Pool = pool });
        Assert.Equal((30L, 30.0, false), (source.ExpectedFrames, source.Model.RateHz, source.IsLive));
        var lastNs = 0L;
        for (var n = 0; n < 30; n++)
        {
            var frame = source.Read(CancellationToken.None).Value;
            using var eyes = frame.Value;
            Assert.InRange(eyes.Left.Bytes[100], Clips.Grey(n) - 4, Clips.Grey(n) + 4);
            Assert.Equal(n, frame.Sequence);
            Assert.True(frame.OriginNs > lastNs);
            lastNs = frame.OriginNs;
        }

        Assert.Equal(FaultCode.EndOfStream, source.Read(CancellationToken.None).Fault.Code);
        Assert.Equal(FaultCode.EndOfStream, source.Read(CancellationToken.None).Fault.Code);
        Assert.Equal(0, pool.LentCount);
    }

    [Fact]
    public void Read_SideBySide_GivesEachEyeItsHalf()
    {
        using var clips = new Clips();
        using (var writer = new VideoWriter(clips.At("sbs.mp4"), FourCC.FromString("mp4v"), 30, new Size(128, 48)))
        {
            using var picture = new Mat(48, 128, MatType.CV_8UC3, Scalar.All(40));
            using var rightHalf = picture.ColRange(64, 128);
            rightHalf.SetTo(Scalar.All(200));
            writer.Write(picture);
        }

        using var source = FrameSource.Open(clips.At("sbs.mp4"), new() { Layout = StereoLayout.SideBySide });
        using var frame = source.Read(CancellationToken.None).Value.Value;
        Assert.Equal((64, 0.006), (source.Model.Intrinsics.WidthPx, source.Model.BaselineM));
        Assert.NotNull(frame.Right);
        Assert.InRange(frame.Left.Bytes[(20 * 192) + 96], 35, 45);
        Assert.InRange(frame.Right.Bytes[(20 * 192) + 96], 195, 205);
    }

    [Theory]
    [InlineData("nosuch.mp4", "No such video file")]
    [InlineData("", "The source is empty")]
    [InlineData("/dev/null", "is not a camera")]
    [InlineData("/dev/video97", "No such camera")]
    [InlineData("http:///x", "is not a URL")]
    public void Open_SourceThatIsNotThere_IsAUserError(string spec, string expected) => AssertRefused(spec, expected);

    [Fact]
    public void Open_TextFileRenamed_IsAUserError()
    {
        using var clips = new Clips();
        File.WriteAllText(clips.At("text.mp4"), "This is a letter, not a film.");
        AssertRefused(clips.At("text.mp4"), "is not a video file");
    }

    [Fact]
    public void Open_EmptyFileOrFolder_IsAUserError()
    {
        using var clips = new Clips();
        File.WriteAllBytes(clips.At("empty.mp4"), []);
        AssertRefused(clips.At("empty.mp4"), "is empty");
        AssertRefused(clips.Folder, "is a folder");
    }

    [Fact]
    public void Open_CutBeforeTheIndex_SaysThatTheFileIsCutShort()
    {
        using var clips = new Clips();
        AssertRefused(clips.Cut(clips.Write(), 0.5), "is cut short");
    }

    // Fixtures/av1.mp4: three grey 64x48 pictures, made with ffmpeg -f lavfi -i color=c=gray:s=64x48:r=10 -c:v libaom-av1.
    [Fact]
    public void Open_CodecThatOpensAndDeliversNothing_NamesTheCodec() =>
        AssertRefused(Path.Combine(AppContext.BaseDirectory, "Vision", "Fixtures", "av1.mp4"), "delivers no frame (codec AV01)");

    [Fact]
    public void Read_CutInsideThePictures_DeliversTheRestThenSaysWhatIsMissing()
    {
        using var clips = new Clips();
        using var source = FrameSource.Open(clips.Cut(clips.WriteIndexFirst(60), 0.6), new());
        var (delivered, fault) = Drain(source);
        Assert.InRange(delivered, 1, 50);
        Assert.Equal(FaultCode.SourceLost, fault.Code);
        Assert.Contains($"after {delivered} of 60 frames", fault.Message, StringComparison.Ordinal);
        Assert.Equal(FaultCode.EndOfStream, source.Read(CancellationToken.None).Fault.Code);
    }

    [Fact]
    public void Read_IndexFirstAndWhole_GivesEveryFrame()
    {
        using var clips = new Clips();
        using var source = FrameSource.Open(clips.WriteIndexFirst(60), new());
        Assert.Equal((60, FaultCode.EndOfStream), (Drain(source) is var (n, f) ? n : 0, f.Code));
    }

    [Fact]
    public void Read_Paced_TakesAsLongAsTheFilm()
    {
        using var clips = new Clips();
        using var source = FrameSource.Open(clips.Write(frames: 11, rateHz: 50), new() { Pace = true });
        var watch = Stopwatch.StartNew();
        Assert.Equal(11, Drain(source).Delivered);
        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(0.195), $"{watch.Elapsed}");
    }

    [Fact]
    public void Read_Cancelled_EndsWithoutAFrame()
    {
        using var clips = new Clips();
        using var source = FrameSource.Open(clips.Write(), new() { Pace = true });
        Assert.Equal(FaultCode.EndOfStream, source.Read(new CancellationToken(canceled: true)).Fault.Code);
    }

    [Fact]
    public void Read_RealClip_AccountsForEveryFrame()
    {
        var clip = RealClip();
        if (clip is null)
        {
            Assert.Skip("shared/data/research-only/davinci-clip is not here.");
        }

        using var pool = new ImagePool();
        using var source = FrameSource.Open(clip, new() { Pool = pool });
        Assert.Equal((source.ExpectedFrames, FaultCode.EndOfStream), (Drain(source) is var (n, f) ? n : 0, f.Code));
        Assert.Equal(0, pool.LentCount);
    }

    private static (int Delivered, Fault Fault) Drain(FrameSource source)
    {
        for (var delivered = 0; ; delivered++)
        {
            var outcome = source.Read(CancellationToken.None);
            if (!outcome.TryGet(out var frame))
            {
                return (delivered, outcome.Fault);
            }

            frame.Value.Dispose();
        }
    }

    private static void AssertRefused(string spec, string expected)
    {
        var message = Assert.Throws<UserErrorException>(() => FrameSource.Open(spec, new())).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    private static string? RealClip()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, "shared", "data", "research-only", "davinci-clip", "short_source.mp4");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
