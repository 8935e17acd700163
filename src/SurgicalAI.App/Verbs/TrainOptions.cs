using System.CommandLine;

namespace SurgicalAI.App.Verbs;

/// <summary>Options of the verbs that train.</summary>
internal static class TrainOptions
{
    public static Option<string> Preset() => new("--preset")
    {
        Description = "cpu (two cores, under half an hour) or gpu (larger; needs a build with -p:Accelerator=cuda, never verified).",
        DefaultValueFactory = _ => "cpu",
    };

    public static Option<int> Threads(int value) => new("--threads")
    {
        Description = "Threads of libtorch; 0 takes every core. 1 is best for small networks and where other work shares the cores.",
        DefaultValueFactory = _ => value,
    };

    public static Option<DirectoryInfo> Out(string model) => new("--out")
    {
        Description = "Folder of the finished model.",
        DefaultValueFactory = _ => new(Path.Combine("models", model)),
    };

    public static Option<DirectoryInfo> Checkpoints(string model) => new("--checkpoints")
    {
        Description = "Folder in which an interrupted training goes on when it is started again.",
        DefaultValueFactory = _ => new(Path.Combine("runs", model)),
    };
}
