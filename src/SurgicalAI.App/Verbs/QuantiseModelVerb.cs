using System.CommandLine;
using SurgicalAI.Inference;
using SurgicalAI.Learning.Quantisation;
using SurgicalAI.Vision.Datasets;

namespace SurgicalAI.App.Verbs;

/// <summary><c>model quantise</c>: a scene network in 8-bit arithmetic.</summary>
internal static class QuantiseModelVerb
{
    private static readonly Option<string> Model = new("--model") { Description = "Name or folder of the scene network in floats.", Required = true };
    private static readonly Option<string> Calibrate = new("--calibrate") { Description = "Frames to take ranges from, FORMAT:FOLDER (see docs/datasets.md); labels are not used.", Required = true };
    private static readonly Option<DirectoryInfo> Out = new("--out") { Description = "Folder of the new model.", Required = true };
    private static readonly Option<int> Frames = CommonOptions.Count("--frames", 48, "Frames to take ranges from, evenly over the set; as many others are compared.");
    private static readonly Option<double> Share = new("--share") { Description = "Share of an activation's values that its range holds on either side.", DefaultValueFactory = _ => 0.9999 };
    private static readonly Option<int> WeightBits = new("--weight-bits") { Description = "7, or 8 where the processor has VNNI.", DefaultValueFactory = _ => 7 };
    private static readonly Option<int> Threads = TrainOptions.Threads(0);

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("quantise", "Brings a scene network to 8 bits. Example: model quantise --model endoscope-scene --calibrate pictures:FOLDER --out runs/scene-8bit")
        {
            Model, Calibrate, Out, Frames, Share, WeightBits, Threads,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var model = parsed.GetRequiredValue(Model);
        var options = new QuantisationOptions
        {
            Frames = parsed.GetRequiredValue(Frames),
            Share = parsed.GetRequiredValue(Share),
            WeightBits = parsed.GetRequiredValue(WeightBits),
            Threads = parsed.GetRequiredValue(Threads),
        }.Validate();
        using var set = FrameSets.Open(parsed.GetRequiredValue(Calibrate));
        var directory = Directory.Exists(model) ? ModelDirectory.Open(model) : ModelDirectory.Find(model);
        var command = $"./run.sh model quantise --model {directory.Card.Name} --calibrate {set.Name}:FOLDER --frames {options.Frames} --weight-bits {options.WeightBits}";
        var result = ModelQuantisation.Run(directory, set, options, parsed.GetRequiredValue(Out).FullName, command);
        Console.WriteLine($"{result.Card.Id}: {result.LabelAgreement:P2} of the labels kept on {result.Frames} other frames, doubt moved by {result.DoubtDifference:P2}");
        Console.WriteLine($"core: {result.FloatMs:F2} ms in floats, {result.BytesMs:F2} ms in 8 bits; written to {parsed.GetRequiredValue(Out)}");
        return 0;
    }
}
