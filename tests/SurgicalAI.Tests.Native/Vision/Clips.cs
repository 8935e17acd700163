using System.Buffers.Binary;
using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Video;

namespace SurgicalAI.Tests.Native.Vision;

/// <summary>Small videos in a folder of their own. Picture n is a uniform grey of <see cref="Grey"/>(n), so that order can be read back.</summary>
public sealed class Clips : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("clips-").FullName;

    public static int Grey(int n) => 30 + (n * 7);

    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>An MP4 made by our own codec.</summary>
    public string Write(string name = "clip.mp4", int frames = 30, int width = 64, int height = 48, double rateHz = 30)
    {
        using var pool = new ImagePool();
        using var writer = new OpenCvVideoCodec(pool).Create(At(name), width, height, rateHz);
        for (var n = 0; n < frames; n++)
        {
            using var picture = pool.Rent(width, height, PixelFormat.Bgr8);
            picture.Bytes.Fill((byte)Grey(n));
            writer.Write(picture);
        }

        return At(name);
    }

    /// <summary>The same with the index (moov) in front, as cameras and web servers write it.</summary>
    public string WriteIndexFirst(int frames)
    {
        var file = File.ReadAllBytes(Write("behind.mp4", frames));
        var moov = Boxes(file).Single(b => b.Type == "moov");
        var index = file[moov.Start..(moov.Start + moov.Size)];
        var mdat = Boxes(file).Single(b => b.Type == "mdat").Start;
        MoveChunks(index, moov.Size);
        File.WriteAllBytes(At("front.mp4"), [.. file[..mdat], .. index, .. file[mdat..moov.Start], .. file[(moov.Start + moov.Size)..]]);
        return At("front.mp4");
    }

    /// <summary>The first part of a file.</summary>
    public string Cut(string path, double share)
    {
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(At("cut.mp4"), bytes[..(int)(bytes.Length * share)]);
        return At("cut.mp4");
    }

    /// <summary>A uniform picture as JPEG.</summary>
    public static byte[] Jpeg(int grey, int width = 64, int height = 48)
    {
        using var picture = new Mat(height, width, MatType.CV_8UC3, Scalar.All(grey));
        return picture.ImEncode(".jpg");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static List<(string Type, int Start, int Size)> Boxes(byte[] file)
    {
        var boxes = new List<(string, int, int)>();
        for (var at = 0; at + 8 <= file.Length;)
        {
            var size = (int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            boxes.Add((System.Text.Encoding.ASCII.GetString(file, at + 4, 4), at, size));
            at += size;
        }

        return boxes;
    }

    // stco: size, type, version and flags, count, then 32-bit file offsets of the chunks.
    private static void MoveChunks(byte[] moov, int byBytes)
    {
        var table = moov.AsSpan(moov.AsSpan().IndexOf("stco"u8) + 8);
        var count = BinaryPrimitives.ReadInt32BigEndian(table);
        for (var i = 0; i < count; i++)
        {
            var entry = table[(4 + (4 * i))..];
            BinaryPrimitives.WriteInt32BigEndian(entry, BinaryPrimitives.ReadInt32BigEndian(entry) + byBytes);
        }
    }
}
