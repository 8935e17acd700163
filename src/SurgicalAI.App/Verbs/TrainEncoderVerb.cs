using System.CommandLine;
using SurgicalAI.Learning.Scenes;

namespace SurgicalAI.App.Verbs;

/// <summary><c>train encoder</c>: packs published encoder weights into the small file that trainings start from.</summary>
internal static class TrainEncoderVerb
{
    private static readonly Option<DirectoryInfo> From = new("--from")
    {
        Description = "Folder with index.json and weights.f32 of a MobileNetV2 1.0 in Keras' form.",
        Required = true,
    };

    private static readonly Option<DirectoryInfo> Out = TrainOptions.Out(EncoderPacking.FolderName);

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("encoder", "Packs pretrained MobileNetV2 weights in 16-bit floats. Example: train encoder --from DIR") { From, Out };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        Console.WriteLine(EncoderPacking.Pack(parsed.GetRequiredValue(From).FullName, parsed.GetRequiredValue(Out).FullName));
        return 0;
    }
}
