using System.CommandLine;
using SurgicalAI.App.Reports;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets;

namespace SurgicalAI.App.Verbs.Datasets;

/// <summary><c>dataset split</c>: parts of a set in folder form, by group.</summary>
internal static class SplitDatasetVerb
{
    private static readonly Argument<DirectoryInfo> Folder = new("folder") { Description = "A set in folder form, from 'dataset import'; its frames.json gets the parts.", HelpName = "FOLDER" };
    private static readonly Option<double> Train = CommonOptions.NotNegative("--train", 70, "Share of the frames to train on, relative to the other shares.");
    private static readonly Option<double> Val = CommonOptions.NotNegative("--val", 15, "Share to choose by; 0 for none.");
    private static readonly Option<double> Test = CommonOptions.NotNegative("--test", 15, "Share to test on; 0 for none.");
    private static readonly Option<int?> Folds = new("--folds") { Description = "Instead: this many equal parts, fold-1, fold-2 and so on, for cross-validation.", HelpName = "COUNT" };

    private static readonly Option<string[]> HoldOut = new("--hold-out")
    {
        Description = "Instead: these groups are the test part, all others the training part.",
        HelpName = "GROUP",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<ulong> Seed = CommonOptions.Seed();
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("split", """
            Splits a set by group: no patient, operation or centre is in two parts, and groups that share a picture stay together.
            Examples:
              dataset split sets/mine --train 70 --val 15 --test 15 --seed 7
              dataset split sets/endovis --hold-out OP2
              dataset split sets/polypgen --folds 5 --json split.json
            """)
        {
            Folder, Train, Val, Test, Folds, HoldOut, Seed, Json,
        };
        command.SetAction((parsed, _) => DatasetVerb.Run(() => Split(parsed)));
        return command;
    }

    private static int Split(ParseResult parsed)
    {
        var directory = parsed.GetRequiredValue(Folder).FullName;
        var index = FrameIndex.Read(directory);
        var parts = PartsOf(parsed, index);
        index = index with { Frames = [.. index.Frames.Select(frame => frame with { Split = parts[frame.Group] })] };
        index.Write(directory);
        var report = DatasetSplitReport.Of(directory, index, parsed.GetRequiredValue(Seed));
        foreach (var part in report.Parts)
        {
            Console.WriteLine($"{part.Part}: {part.Frames} frames of {part.Groups.Count} groups");
        }

        if (parsed.GetValue(Json) is { } file)
        {
            ReportFile.Write(file, report);
        }

        return 0;
    }

    private static IReadOnlyDictionary<string, string> PartsOf(ParseResult parsed, FrameIndex index)
    {
        if (parsed.GetValue(HoldOut) is { Length: > 0 } groups)
        {
            if (parsed.GetValue(Folds) is not null)
            {
                throw new UserErrorException("--hold-out and --folds exclude each other.");
            }

            return GroupSplit.HoldOut(index.Frames.Select(frame => frame.Group), groups);
        }

        var parts = parsed.GetValue(Folds) is { } folds
            ? Enumerable.Range(1, folds > 1 ? folds : throw new UserErrorException($"--folds {folds}: there must be at least 2.")).Select(k => ($"fold-{k}", 1.0)).ToArray()
            : [("train", parsed.GetRequiredValue(Train)), ("val", parsed.GetRequiredValue(Val)), ("test", parsed.GetRequiredValue(Test))];
        return GroupSplit.Make([.. index.Frames.Select(frame => (frame.Group, frame.Sha256))], parts, parsed.GetRequiredValue(Seed));
    }
}
