using System.CommandLine;
using SurgicalAI.App.Reports;
using SurgicalAI.App.Simulation;
using SurgicalAI.Vision.Datasets;
using SurgicalAI.Vision.Datasets.Export;

namespace SurgicalAI.App.Verbs.Datasets;

/// <summary><c>dataset convert</c>: any form to any form that can be written.</summary>
internal static class ConvertDatasetVerb
{
    private static readonly Option<string> In = new("--in") { Description = "Set to read.", Required = true, HelpName = "FORMAT:FOLDER" };
    private static readonly Option<string> To = Form();
    private static readonly Option<int> Frames = CommonOptions.Count("--frames", 300, "With the simulator (sim:mixed, sim:film, sim:needle-reach): frames to render.");
    private static readonly Option<ulong> Seed = CommonOptions.Seed(2000);
    private static readonly Option<string> Size = CommonOptions.Size();
    private static readonly Option<FileInfo?> Only = new("--only") { Description = "Only the frames that 'dataset rank --json' chose, with the set's own labels.", HelpName = "FILE" };
    private static readonly Option<DirectoryInfo> Out = new("--out") { Description = "New folder.", Required = true, HelpName = "FOLDER" };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("convert", "Writes a set in another form. Example: dataset convert --in folder:sets/endovis --to coco --out sets/endovis-coco") { In, To, Only, Frames, Seed, Size, Out };
        command.SetAction((parsed, cancellation) => DatasetVerb.Run(() =>
        {
            using var set = Open(parsed);
            using var chosen = parsed.GetValue(Only) is { } file ? SubFrameSet.Named(set, ReportFile.Read<DatasetRankReport>(file).Chosen) : null;
            return SetWriting.Write(chosen ?? set, parsed.GetRequiredValue(To), parsed.GetRequiredValue(Out), cancellation);
        }));
        return command;
    }

    private static IFrameSet Open(ParseResult parsed)
    {
        var source = parsed.GetRequiredValue(In);
        return source.StartsWith(SimFrameSet.Prefix, StringComparison.Ordinal)
            ? SimFrameSet.Open(source, parsed.GetRequiredValue(Size), parsed.GetRequiredValue(Seed), parsed.GetRequiredValue(Frames))
            : FrameSets.Open(source);
    }

    // Said before a large set is read.
    private static Option<string> Form()
    {
        var forms = string.Join(" or ", DatasetExport.Forms);
        var option = new Option<string>("--to") { Description = $"Form to write: {forms}.", Required = true, HelpName = "FORM" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } form && !DatasetExport.Forms.Contains(form))
            {
                result.AddError($"--to {form}: the form must be {forms}.");
            }
        });
        return option;
    }
}
