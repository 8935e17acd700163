using System.CommandLine;
using SurgicalAI.Vision.Datasets;

namespace SurgicalAI.App.Verbs.Datasets;

/// <summary><c>dataset import</c>: any form to our own folder form, checked, whole or not at all.</summary>
internal static class ImportDatasetVerb
{
    private static readonly Option<string> From = new("--from") { Description = $"Form: {string.Join(", ", FrameSets.Formats)}.", Required = true, HelpName = "FORMAT" };
    private static readonly Option<DirectoryInfo> In = new("--in") { Description = "Folder as it was downloaded.", Required = true, HelpName = "FOLDER" };
    private static readonly Option<DirectoryInfo> Out = new("--out") { Description = "New folder.", Required = true, HelpName = "FOLDER" };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("import", "Brings a set into our own form; a bad file is named and nothing is imported. Example: dataset import --from endovis2015 --in data/endovis --out sets/endovis")
        {
            From, In, Out,
        };
        command.SetAction((parsed, cancellation) => DatasetVerb.Run(() =>
        {
            using var set = FrameSets.Open(parsed.GetRequiredValue(From), parsed.GetRequiredValue(In).ToString());
            return SetWriting.Write(set, "folder", parsed.GetRequiredValue(Out), cancellation);
        }));
        return command;
    }
}
