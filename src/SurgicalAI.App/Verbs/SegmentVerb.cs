using System.CommandLine;
using SurgicalAI.App.Labelling;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;

namespace SurgicalAI.App.Verbs;

/// <summary><c>segment</c>: label maps of a user's own pictures or video.</summary>
internal static class SegmentVerb
{
    private static readonly Option<string> In = new("--in") { Description = "Folder of pictures (PNG, JPEG, BMP, TIFF), a picture, or a video.", Required = true, HelpName = "DIR|FILE" };
    private static readonly Option<DirectoryInfo> Out = new("--out") { Description = "Folder for the label maps; files of the same names are replaced.", Required = true, HelpName = "DIR" };
    private static readonly Option<string?> Model = new("--model") { Description = "Name or folder of a model (default: the scene network).", HelpName = "NAME|DIR" };
    private static readonly Option<bool> Doubt = new("--doubt") { Description = "Also doubt/NAME.png: 255 x the probability that a pixel's label is wrong." };
    private static readonly Option<bool> Detect = new("--detect") { Description = "Also detections.json: lesions of each frame as boxes." };
    private static readonly Option<bool> Tips = new("--tips") { Description = "Also tips.mp4: the video with the tools' tips and the axes of their shafts drawn." };
    private static readonly Option<bool> RecordOutOfBody = CommonOptions.RecordOutOfBody();
    private static readonly Option<string> Crop = new("--crop") { Description = "auto: the network sees the endoscope's field only; none: the whole frame.", DefaultValueFactory = _ => "auto" };
    private static readonly Option<int?> Frames = new("--frames") { Description = "Only the first so many frames (all when left out).", HelpName = "N" };
    private static readonly Option<string> Device = CommonOptions.Device();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("segment", """
            One 8-bit PNG label map for each frame, at the frame's own size, and labels.json that says what the values stand for (docs/segment.md).
            Examples:
              segment --in frames --out labels
              segment --in operation.mp4 --out labels --doubt --detect --frames 300
            """)
        {
            In, Out, Model, Doubt, Detect, Tips, RecordOutOfBody, Crop, Frames, Device,
        };
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var settings = new LabelSettings
        {
            In = parsed.GetRequiredValue(In),
            Out = parsed.GetRequiredValue(Out),
            Model = parsed.GetValue(Model),
            Device = DeviceChoice.Resolve(parsed.GetRequiredValue(Device)),
            Doubt = parsed.GetValue(Doubt),
            Detect = parsed.GetValue(Detect),
            Tips = parsed.GetValue(Tips),
            RecordOutOfBody = parsed.GetValue(RecordOutOfBody),
            Crop = CropOf(parsed.GetRequiredValue(Crop)),
            Frames = parsed.GetValue(Frames) is not < 1 and var frames ? frames : throw new UserErrorException("--frames must be at least 1."),
        };
        return Run(settings, cancellation);
    }

    private static bool CropOf(string word) => word switch
    {
        "auto" => true,
        "none" => false,
        _ => throw new UserErrorException($"--crop '{word}' is not one of auto, none."),
    };

    private static Task<int> Run(LabelSettings settings, CancellationToken cancellation)
    {
        try
        {
            new LabelRun(settings).Execute(cancellation);
            return Task.FromResult(0);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"interrupted; the files in {settings.Out} are whole, later frames have none");
            return Task.FromResult(CommandLine.Failed);
        }
    }
}
