using System.CommandLine;
using System.IO.Compression;
using SurgicalAI.App.Annotation;
using SurgicalAI.App.Evaluation;
using SurgicalAI.App.Reports;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Vision.Datasets;
using SurgicalAI.Vision.Evaluation;

namespace SurgicalAI.App.Verbs.Datasets;

/// <summary><c>dataset rank</c>: which frames a person should label next, with the network's labels to correct.</summary>
internal static class RankDatasetVerb
{
    private static readonly Option<string> Data = new("--data") { Description = "Set to choose from; its own labels, if it has any, are not looked at.", Required = true, HelpName = "FORMAT:FOLDER" };
    private static readonly Option<string?> Model = new("--model") { Description = "Name or folder of the network whose doubt counts (default: the scene network).", HelpName = "NAME|DIR" };
    private static readonly Option<int> Top = CommonOptions.Count("--top", 40, "Frames to choose.");
    private static readonly Option<DirectoryInfo> Out = new("--out") { Description = "New folder for the chosen frames; cvat also writes it as FOLDER.zip.", Required = true, HelpName = "FOLDER" };
    private static readonly Option<string> Form = Words("--form", "cvat", "Form to write: cvat (CVAT for images 1.1) or coco.", "cvat", "coco");
    private static readonly Option<string> Of = Words("--of", "instrument", "What is to be labelled: instrument or lesion.", "instrument", "lesion");
    private static readonly Option<string> By = Words("--by", "doubt", "doubt, or chance as the control of an experiment.", "doubt", "chance");
    private static readonly Option<int> Clip = CommonOptions.Count("--clip", 1, "Frames of a group in a row that are chosen as one.");
    private static readonly Option<ulong> Seed = CommonOptions.Seed();
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("rank", "Chooses frames that stand for many others which a network doubts, with its labels to correct. Example: dataset rank --data pictures:frames --top 40 --out next")
        {
            Data, Model, Top, Out, Form, Of, By, Clip, Seed, Device, Json,
        };
        command.SetAction((parsed, cancellation) => DatasetVerb.Run(() => Rank(parsed, cancellation)));
        return command;
    }

    private static int Rank(ParseResult parsed, CancellationToken cancellation)
    {
        var (data, of, directory) = (parsed.GetRequiredValue(Data), parsed.GetRequiredValue(Of), parsed.GetRequiredValue(Out));
        var zip = parsed.GetRequiredValue(Form) == "cvat" ? Path.TrimEndingDirectorySeparator(directory.FullName) + ".zip" : null;
        if (zip is not null && File.Exists(zip))
        {
            throw new UserErrorException($"{zip} is there already; give another place, or remove it first.");
        }

        var device = DeviceChoice.Resolve(parsed.GetRequiredValue(Device));
        using var set = FrameSets.Open(data);
        using var network = new FullSizeNetwork(NetworkUnderTest.Load(ShippedNetwork.Find(parsed.GetValue(Model)), new OnnxOptions { Device = device }), crop: true);
        var foreground = new ForegroundNetwork(network, of == "lesion" ? LabelKind.Lesion : LabelKind.Instrument);
        var options = new RankingOptions(parsed.GetRequiredValue(Top), parsed.GetRequiredValue(Clip), parsed.GetRequiredValue(By) == "chance", parsed.GetRequiredValue(Seed));
        var ranking = FrameRanking.Of(set, foreground, options, cancellation);
        using var chosen = new SubFrameSet(set, ranking.Chosen);
        using var proposed = new ProposedLabels(chosen, foreground);
        _ = SetWriting.Write(proposed, parsed.GetRequiredValue(Form), directory, cancellation);
        if (zip is not null)
        {
            Pack(directory.FullName, zip);
        }

        if (parsed.GetValue(Json) is { } file)
        {
            ReportFile.Write(file, DatasetRankReport.For(data, set, of, options, ranking, new(network.Name, network.Sha256), device.Name));
        }

        Console.WriteLine($"doubt of the chosen frames {Mean(ranking, ranking.Chosen):F3} on average, of all {ranking.Frames.Average(frame => frame.Doubt):F3}");
        return 0;
    }

    private static double Mean(FrameRanking ranking, IReadOnlyList<int> chosen) => chosen.Average(i => ranking.Frames[i].Doubt);

    // Written beside its place and moved, so that a ZIP that is there is whole.
    private static void Pack(string directory, string zip)
    {
        var part = zip + ".new";
        File.Delete(part);
        ZipFile.CreateFromDirectory(directory, part);
        File.Move(part, zip);
    }

    private static Option<string> Words(string name, string value, string description, params string[] words)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } word && !words.Contains(word))
            {
                result.AddError($"{name} {word}: it must be {string.Join(" or ", words)}.");
            }
        });
        return option;
    }
}
