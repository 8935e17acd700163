using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Sources;
using SurgicalAI.Vision.Video;

namespace SurgicalAI.Tests.Native.Vision;

/// <summary>A film stands in for a camera: its end is the unplugging.</summary>
public sealed class CaptureSourceTests
{
    [Fact]
    public void Read_CameraComesBack_CarriesOnWithIncreasingStamps()
    {
        using var clips = new Clips();
        using var pool = new ImagePool();
        var film = clips.Write(frames: 5);
        using var source = new CaptureSource("camera", Open(film), () => Open(film), new() { Pool = pool });
        var (frames, losses, lastNs) = (0, 0, 0L);
        while (frames < 12)
        {
            var outcome = source.Read(CancellationToken.None);
            if (!outcome.TryGet(out var frame))
            {
                Assert.Equal(FaultCode.SourceLost, outcome.Fault.Code);
                losses++;
                continue;
            }

            Assert.Equal(frames, frame.Sequence);
            Assert.True(frame.OriginNs > lastNs);
            lastNs = frame.OriginNs;
            frame.Value.Dispose();
            frames++;
        }

        // The first film gives 4 frames (one was spent on learning its size), the second 5, the third the rest.
        Assert.Equal((2, 0), (losses, pool.LentCount));
    }

    [Fact]
    public void Read_CameraStaysAway_KeepsSayingSo()
    {
        using var clips = new Clips();
        using var source = new CaptureSource("camera", Open(clips.Write(frames: 2)), () => new VideoCapture(), new());
        source.Read(CancellationToken.None).Value.Value.Dispose();
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains("camera delivers no frame", source.Read(CancellationToken.None).Fault.Message, StringComparison.Ordinal);
        }

        Assert.Equal(FaultCode.EndOfStream, source.Read(new CancellationToken(canceled: true)).Fault.Code);
    }

    private static VideoCapture Open(string film)
    {
        OpenCvSilence.Ensure();
        return new(film, VideoCaptureAPIs.FFMPEG);
    }
}
