using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets.Files;
using SurgicalAI.Vision.Datasets.Labels;

namespace SurgicalAI.Vision.Datasets.Formats;

/// <summary>
/// Kvasir-SEG (images/ID.jpg, masks/ID.jpg) and the CVC sets (also Original/N.tif, Ground Truth/N.tif). Masks may be JPEG, so above 127 is polyp.
/// Kvasir-SEG does not say which pictures are of one patient: each is its own group. CVC's are frames of videos: the sequence is the group where
/// metadata.csv (frame_id, sequence_id) gives it, else all are one group.
/// </summary>
internal static class KvasirFormat
{
    private static readonly (string Pictures, string Masks)[] Places =
    [
        ("images", "masks"), ("Original", "Ground Truth"), (Path.Combine("PNG", "Original"), Path.Combine("PNG", "Ground Truth")),
    ];

    public static DatasetFormat Kvasir { get; } = new("kvasir", "images/ID.jpg, masks/ID.jpg", d => Open("kvasir", d, stem => stem));

    public static DatasetFormat Cvc { get; } = new("cvc", "images/N.png, masks/N.png, or Original/N.tif, Ground Truth/N.tif", d => Open("cvc", d, Sequences(d)));

    private static FileFrameSet Open(string name, string directory, Func<string, string> groupOf)
    {
        var (pictures, masks) = Places.FirstOrDefault(place => Directory.Exists(Path.Combine(directory, place.Pictures)), Places[0]);
        var files = Scan.Pairs(Path.Combine(directory, pictures), "", Path.Combine(directory, masks), "")
            .Select(pair => new FrameFiles(new(pair.Stem, groupOf(pair.Stem), null, HasLabels: true), pair.Picture, pair.Mask));
        return new(name, files, new FilePictures(), new GreyMasks(ValueCode.Above(127, LabelSet.Of(LabelNames.Background, LabelNames.Polyp))));
    }

    private static Func<string, string> Sequences(string directory)
    {
        var path = Path.Combine(directory, "metadata.csv");
        if (!File.Exists(path))
        {
            return _ => "cvc";
        }

        var lines = File.ReadAllLines(path);
        var columns = lines.FirstOrDefault("").Split(',');
        var (frame, sequence) = (Array.IndexOf(columns, "frame_id"), Array.IndexOf(columns, "sequence_id"));
        if (frame < 0 || sequence < 0)
        {
            throw new UserErrorException($"{path}: there must be columns frame_id and sequence_id.");
        }

        var groups = lines.Skip(1).Select(line => line.Split(',')).Where(fields => fields.Length > Math.Max(frame, sequence))
            .GroupBy(fields => fields[frame]).ToDictionary(g => g.Key, g => $"sequence-{g.First()[sequence]}");
        return stem => groups.GetValueOrDefault(stem) ?? throw new UserErrorException($"{path}: frame {stem} has no sequence.");
    }
}
