using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets.Files;

namespace SurgicalAI.Vision.Datasets.Labels;

/// <summary>One RGB or RGBA mask file per frame whose colours mean labels; transparency is not looked at.</summary>
internal sealed class ColourMasks(LabelSet labels, IReadOnlyDictionary<(byte R, byte G, byte B), byte> colours) : ILabelReader
{
    public LabelSet Labels => labels;

    public void Read(FrameFiles frame, Size size, Mat labels)
    {
        var path = frame.Labels!;
        using var mask = new Mat();
        ImageFile.ReadMask(path, mask);
        ImageFile.ExpectSize(path, mask.Size(), size);
        if (mask.Channels() < 3)
        {
            throw new UserErrorException($"{path}: the mask is grey; this form has colours.");
        }

        labels.Create(mask.Size(), MatType.CV_8UC1);
        if (Translate(mask, labels.AsSpan<byte>()) is { } unknown)
        {
            throw new UserErrorException($"{path}: colour {unknown} is no label of this form.");
        }
    }

    // Returns the first unknown colour and its place. Neighbours mostly share their colour, so the last one is kept.
    private string? Translate(Mat mask, Span<byte> ids)
    {
        var channels = mask.Channels();
        var bytes = MemoryBytes(mask);
        (byte R, byte G, byte B)? last = null;
        byte id = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            var colour = (bytes[(i * channels) + 2], bytes[(i * channels) + 1], bytes[i * channels]);
            if (last != colour && !colours.TryGetValue(colour, out id))
            {
                return $"{colour} at ({i % mask.Width},{i / mask.Width})";
            }

            (ids[i], last) = (id, colour);
        }

        return null;
    }

    private static unsafe ReadOnlySpan<byte> MemoryBytes(Mat mask) => new((void*)mask.Data, checked((int)(mask.Total() * mask.ElemSize())));
}
