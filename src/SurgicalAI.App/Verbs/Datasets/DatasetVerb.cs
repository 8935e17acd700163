using System.CommandLine;
using SurgicalAI.Vision.Datasets;

namespace SurgicalAI.App.Verbs.Datasets;

/// <summary><c>dataset</c>: labelled pictures, whatever form they come in.</summary>
internal static class DatasetVerb
{
    /// <summary>The verb.</summary>
    public static Command Create() => new("dataset", """
        Labelled pictures: checks them, brings them into one form, splits them without leaks (docs/datasets.md).
        Examples:
          dataset inspect endovis2015:data/endovis --json inspect.json
          dataset import --from endovis2015 --in data/endovis --out sets/endovis
          dataset split sets/endovis --hold-out OP2
          dataset convert --in folder:sets/endovis --to coco --out sets/endovis-coco
          dataset rank --data pictures:frames --top 40 --out next
        """)
    {
        ImportDatasetVerb.Create(), InspectDatasetVerb.Create(), ConvertDatasetVerb.Create(), SplitDatasetVerb.Create(), RankDatasetVerb.Create(),
    };

    /// <summary>Argument that names a set.</summary>
    public static Argument<string> Set() => new("set") { Description = $"FORMAT:FOLDER; formats are {string.Join(", ", FrameSets.Formats)}.", HelpName = "FORMAT:FOLDER" };

    /// <summary>Runs long work; Ctrl-C is one line and exit code 1.</summary>
    public static Task<int> Run(Func<int> work)
    {
        try
        {
            return Task.FromResult(work());
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("interrupted; nothing was written");
            return Task.FromResult(CommandLine.Failed);
        }
    }
}
