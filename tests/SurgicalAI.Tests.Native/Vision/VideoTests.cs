using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Video;

namespace SurgicalAI.Tests.Native.Vision;

public sealed class VideoTests
{
    [Fact]
    public void Read_WhatWasWritten_GivesThePicturesBackInOrder()
    {
        using var clips = new Clips();
        using var pool = new ImagePool();
        var n = 0;
        foreach (var picture in new OpenCvVideoCodec(pool).Read(clips.Write(frames: 20)))
        {
            Assert.InRange(picture.Bytes[300], Clips.Grey(n) - 4, Clips.Grey(n) + 4);
            picture.Dispose();
            n++;
        }

        Assert.Equal((20, 0), (n, pool.LentCount));
        Assert.Equal(["clip.mp4"], Directory.GetFiles(clips.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Dispose_WithoutAPicture_LeavesNothingBehind()
    {
        using var clips = new Clips();
        new OpenCvVideoCodec(ImagePool.Shared).Create(clips.At("none.mp4"), 64, 48, 30).Dispose();
        Assert.Empty(Directory.GetFiles(clips.Folder));
    }

    [Fact]
    public void Write_BeforeDispose_DoesNotTouchTheNamedFile()
    {
        using var clips = new Clips();
        File.WriteAllText(clips.At("clip.mp4"), "older");
        using (var saver = new FrameSaver(new OpenCvVideoCodec(ImagePool.Shared), clips.At("clip.mp4"), 0))
        {
            using var picture = ImagePool.Shared.Rent(64, 48, PixelFormat.Bgr8);
            picture.Bytes.Fill(100);
            saver.Write(picture);
            Assert.Equal("older", File.ReadAllText(clips.At("clip.mp4")));
        }

        Assert.Single(new OpenCvVideoCodec(ImagePool.Shared).Read(clips.At("clip.mp4")).Select(Disposed));
    }

    [Theory]
    [InlineData("nowhere/clip.mp4", "does not exist")]
    [InlineData("clip.avi", "is written as .mp4")]
    public void Create_PathThatCannotBe_IsAUserError(string path, string expected)
    {
        using var clips = new Clips();
        var error = Assert.Throws<UserErrorException>(() => new OpenCvVideoCodec(ImagePool.Shared).Create(clips.At(path), 64, 48, 30));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_PictureOfAnotherSize_IsRefused()
    {
        using var clips = new Clips();
        using var writer = new OpenCvVideoCodec(ImagePool.Shared).Create(clips.At("clip.mp4"), 64, 48, 30);
        using var picture = ImagePool.Shared.Rent(48, 64, PixelFormat.Bgr8);
        Assert.Throws<ArgumentException>(() => writer.Write(picture));
    }

    [Fact]
    public void Encode_Gradient_DecodesToTheSamePicture()
    {
        using var picture = Gradient(640, 360);
        using var encoder = new JpegEncoder(95);
        using var decoded = Cv2.ImDecode(encoder.Encode(picture).Span, ImreadModes.Color);
        using var original = Mat.FromPixelData(360, 640, MatType.CV_8UC3, picture.Address);
        using var difference = new Mat();
        Cv2.Absdiff(decoded, original, difference);
        Assert.InRange(Cv2.Mean(difference).Val1, 0, 2);
    }

    [Fact]
    public void Encode_AfterWarmUp_AllocatesNothing()
    {
        using var picture = Gradient(640, 360);
        using var encoder = new JpegEncoder();
        encoder.Encode(picture);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
        {
            encoder.Encode(picture);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ImageLease Disposed(ImageLease picture)
    {
        picture.Dispose();
        return picture;
    }

    private static ImageLease Gradient(int width, int height)
    {
        var picture = ImagePool.Shared.Rent(width, height, PixelFormat.Bgr8);
        for (var i = 0; i < width * height; i++)
        {
            (picture.Bytes[3 * i], picture.Bytes[(3 * i) + 1], picture.Bytes[(3 * i) + 2]) = ((byte)(i % width / 4), (byte)(i / width / 2), 90);
        }

        return picture;
    }
}
