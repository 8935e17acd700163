using System.CommandLine;
using SurgicalAI.Vision.Datasets;
using SurgicalAI.Vision.Datasets.Export;

namespace SurgicalAI.App.Verbs.Datasets;

/// <summary><c>dataset convert</c>: any form to any form that can be written.</summary>
internal static class ConvertDatasetVerb
{
    private static readonly Option<string> In = new("--in") { Description = "Set to read.", Required = true, HelpName = "FORMAT:FOLDER" };
    private static readonly Option<string> To = Form();
    private static readonly Option<DirectoryInfo> Out = new("--out") { Description = "New folder.", Required = true, HelpName = "FOLDER" };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("convert", "Writes a set in another form. Example: dataset convert --in folder:sets/endovis --to coco --out sets/endovis-coco") { In, To, Out };
        command.SetAction((parsed, cancellation) => DatasetVerb.Run(() =>
        {
            using var set = FrameSets.Open(parsed.GetRequiredValue(In));
            return SetWriting.Write(set, parsed.GetRequiredValue(To), parsed.GetRequiredValue(Out), cancellation);
        }));
        return command;
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
