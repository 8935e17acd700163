using System.CommandLine;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Vision.Datasets;
using SurgicalAI.Vision.Evaluation;

namespace SurgicalAI.App.Verbs;

/// <summary><c>model operating-point</c>: from which score on a lesion is shown, chosen on validation frames.</summary>
internal static class OperatingPointVerb
{
    private static readonly Option<DirectoryInfo> Model = new("--model") { Description = "Folder of the model whose card is changed.", Required = true, HelpName = "DIR" };
    private static readonly Option<string> Data = new("--data") { Description = "Validation frames with lesions, FORMAT:FOLDER; none that the model is tested on.", Required = true };
    private static readonly Option<string[]> Groups = new("--group") { Description = "Only these patients or centres.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> Split = new("--split") { Description = "Only this part of the set (train, val, test)." };
    private static readonly Option<double> Allow = CommonOptions.NotNegative("--allow", 0.5, "False positives a frame that are allowed.");
    private static readonly Option<string> Device = CommonOptions.Device();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("operating-point", "Chooses the detection threshold on the FROC of validation frames and writes it to the card. Example: model operating-point --model runs/scene --data polypgen:FOLDER --split val --allow 0.5")
        {
            Model, Data, Groups, Split, Allow, Device,
        };
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var directory = ModelDirectory.Open(parsed.GetRequiredValue(Model).FullName);
        using var set = FrameSets.Open(parsed.GetRequiredValue(Data));
        var options = new OnnxOptions { Device = DeviceChoice.Resolve(parsed.GetRequiredValue(Device)) };
        using var network = new FullSizeNetwork(NetworkUnderTest.Load(directory, options), crop: true);
        Progress? progress = null;
        var evaluation = SceneEvaluator.Run(
            set, network, new() { Groups = parsed.GetValue(Groups) ?? [], Split = parsed.GetValue(Split) }, (_, frames) => (progress ??= new($"evaluate {network.Name}", frames)).Step(), cancellation);
        var point = evaluation.Lesions?.At(parsed.GetRequiredValue(Allow))
            ?? throw new UserErrorException($"{set.Name} or model {directory.Card.Id} has no lesions: there is no operating point to choose.");
        if (!double.IsFinite(point.Threshold))
        {
            throw new UserErrorException($"Model {directory.Card.Id}: even its surest detection is more than {parsed.GetRequiredValue(Allow)} false positives a frame; allow more.");
        }

        (directory.Card with { DetectionThreshold = Math.Round(point.Threshold, 4) }).Save(Path.Combine(directory.Path, "card.json"));
        Console.WriteLine($"threshold {point.Threshold:F4}: {point.FalsePositivesPerFrame:F3} false positives a frame, {point.FrameSensitivity:P1} of the frames with a lesion, {point.LesionSensitivity:P1} of the lesions");
        return Task.FromResult(0);
    }
}
