using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets.Files;

namespace SurgicalAI.Vision.Datasets.Labels;

/// <summary>One mask file per frame whose values mean labels. Of RGB and RGBA files the first channel counts.</summary>
internal sealed class GreyMasks(ValueCode code) : ILabelReader
{
    public LabelSet Labels => code.Labels;

    public void Read(FrameFiles frame, Size size, Mat labels)
    {
        var path = frame.Labels!;
        using var mask = new Mat();
        ReadFirstChannel(path, mask);
        ImageFile.ExpectSize(path, mask.Size(), size);
        labels.Create(mask.Size(), MatType.CV_8UC1);
        var values = mask.AsSpan<byte>();
        if (code.Translate(values, labels.AsSpan<byte>()) is >= 0 and var at)
        {
            throw new UserErrorException($"{path}: value {values[at]} at ({at % mask.Width},{at / mask.Width}) is unknown; this form has {code.Known}.");
        }
    }

    /// <summary>Reads the first channel of a file: the red one, since OpenCV turns RGB round.</summary>
    public static void ReadFirstChannel(string path, Mat channel)
    {
        ImageFile.ReadMask(path, channel);
        if (channel.Channels() > 1)
        {
            using var all = channel.Clone();
            Cv2.ExtractChannel(all, channel, 2);
        }
    }
}
