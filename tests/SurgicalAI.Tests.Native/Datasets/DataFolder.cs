using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets;

namespace SurgicalAI.Tests.Native.Datasets;

/// <summary>A folder in which a test draws a data set.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("dataset-").FullName;

    public string At(string relative) => Path.Combine(Root, relative);

    /// <summary>A picture whose every pixel differs from its neighbours; the seed makes it another one.</summary>
    public void Picture(string relative, int width = 16, int height = 12, int seed = 0)
    {
        using var picture = new Mat(height, width, MatType.CV_8UC3);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                picture.Set(y, x, new Vec3b((byte)(x * 7), (byte)(y * 11), (byte)(seed * 13)));
            }
        }

        Save(relative, picture);
    }

    /// <summary>A grey mask: zero with rectangles, later ones over earlier ones.</summary>
    public void Mask(string relative, int width, int height, params (Rect Where, byte Value)[] areas)
    {
        using var mask = Grey(width, height, areas);
        Save(relative, mask);
    }

    /// <summary>The same in three or four equal channels, the last of four opaque.</summary>
    public void ColourMask(string relative, int width, int height, bool alpha, params (Rect Where, Scalar Rgb)[] areas)
    {
        using var mask = new Mat(height, width, alpha ? MatType.CV_8UC4 : MatType.CV_8UC3, new Scalar(0, 0, 0, 255));
        foreach (var (where, rgb) in areas)
        {
            using var area = mask[where];
            _ = area.SetTo(new Scalar(rgb.Val2, rgb.Val1, rgb.Val0, 255));
        }

        Save(relative, mask);
    }

    public void Text(string relative, string content)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(At(relative))!);
        File.WriteAllText(At(relative), content);
    }

    /// <summary>Cuts a file to half.</summary>
    public void Truncate(string relative) => File.WriteAllBytes(At(relative), File.ReadAllBytes(At(relative)) is var bytes ? bytes[..(bytes.Length / 2)] : []);

    public IFrameSet Open(string format) => FrameSets.Open(format, Root);

    /// <summary>The ids of a frame's labels as rows of characters: the id in base 36, '?' where nothing is labelled.</summary>
    public static string[] Rows(IFrameSet set, int index)
    {
        using var labels = new Mat();
        set.ReadLabels(index, labels);
        return [.. Enumerable.Range(0, labels.Height).Select(y => string.Concat(Enumerable.Range(0, labels.Width).Select(x => Letter(labels.At<byte>(y, x)))))];
    }

    /// <summary>Refusal of reading a frame: picture first, then labels.</summary>
    public static string Refusal(IFrameSet set, int index) => Assert.Throws<UserErrorException>(() =>
    {
        using var mat = new Mat();
        set.ReadPicture(index, mat);
        set.ReadLabels(index, mat);
    }).Message;

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public void Save(string relative, Mat picture)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(At(relative))!);
        Assert.True(picture.ImWrite(At(relative)));
    }

    private static Mat Grey(int width, int height, (Rect Where, byte Value)[] areas)
    {
        var mask = new Mat(height, width, MatType.CV_8UC1, Scalar.Black);
        foreach (var (where, value) in areas)
        {
            using var area = mask[where];
            _ = area.SetTo(Scalar.All(value));
        }

        return mask;
    }

    private static char Letter(byte id) => id == LabelSet.Ignore ? '?' : "0123456789abcdefghijklmnopqrstuvwxyz"[id];
}
