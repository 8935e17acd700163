using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Datasets;
using SurgicalAI.Vision.Evaluation;

namespace SurgicalAI.Tests.Native.Evaluation;

/// <summary>
/// Frames in memory, written as rows of digits: a label a pixel, '?' where nobody labelled. The picture holds what <see cref="Reader"/> will answer:
/// label, doubt and lesion as its three channels.
/// </summary>
internal sealed class PaintedFrames(params string[] labels) : IFrameSet
{
    private readonly List<(FrameEntry Entry, string[] Truth, string[] Answer, byte Doubt)> _frames = [];

    public string Name => "painted";

    public LabelSet Labels { get; } = LabelSet.Of(labels);

    public IReadOnlyList<FrameEntry> Frames => [.. _frames.Select(f => f.Entry)];

    /// <summary>Adds a frame; the rows are joined by blanks.</summary>
    public PaintedFrames Add(string group, string truth, string answer, byte doubt = 0, string? split = null)
    {
        _frames.Add((new($"{group}/{_frames.Count}", group, split, true), truth.Split(' '), answer.Split(' '), doubt));
        return this;
    }

    public void ReadPicture(int index, Mat bgr)
    {
        var (_, _, answer, doubt) = _frames[index];
        bgr.Create(answer.Length, answer[0].Length, MatType.CV_8UC3);
        for (var y = 0; y < answer.Length; y++)
        {
            for (var x = 0; x < answer[0].Length; x++)
            {
                var lesion = answer[y][x] == '9';
                bgr.Set(y, x, new Vec3b(lesion ? (byte)0 : Label(answer[y][x]), doubt, lesion ? (byte)230 : (byte)10));
            }
        }
    }

    public void ReadLabels(int index, Mat map)
    {
        var truth = _frames[index].Truth;
        map.Create(truth.Length, truth[0].Length, MatType.CV_8UC1);
        for (var y = 0; y < truth.Length; y++)
        {
            for (var x = 0; x < truth[0].Length; x++)
            {
                map.Set(y, x, truth[y][x] == '?' ? LabelSet.Ignore : Label(truth[y][x]));
            }
        }
    }

    public void Dispose()
    {
    }

    private static byte Label(char digit) => (byte)(digit - '0');

    /// <summary>A network that reads its answer in the picture.</summary>
    internal sealed class Reader(LabelSet labels, bool doubt = false, bool lesion = false) : INetworkUnderTest
    {
        public string Name => "reader";

        public string Sha256 { get; } = new('0', 64);

        public LabelSet Labels => labels;

        public bool TellsDoubt => doubt;

        public bool TellsLesions => lesion;

        public NetworkAnswer Segment(ReadOnlySpan<byte> bgr, int widthPx, int heightPx) =>
            new(widthPx, heightPx, Channel(bgr, 0), doubt ? Channel(bgr, 1) : [], lesion ? Channel(bgr, 2) : []);

        public void Dispose()
        {
        }

        private static byte[] Channel(ReadOnlySpan<byte> bgr, int channel)
        {
            var values = new byte[bgr.Length / 3];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = bgr[(3 * i) + channel];
            }

            return values;
        }
    }
}
