using System.CommandLine;
using SurgicalAI.Learning.Scenes;

namespace SurgicalAI.App.Verbs;

/// <summary>Options of <c>train segmentation --model endoscope-scene</c> beside those that every training has.</summary>
internal static class SceneTrainOptions
{
    private static readonly Option<string[]> Data = Sets("--data", "Labelled data set to learn from, FORMAT:FOLDER (see docs/datasets.md); may be given several times.");
    private static readonly Option<string[]> Unlabelled = Sets("--unlabelled", "Unlabelled data set to adapt to, FORMAT:FOLDER, for example pictures:FOLDER; may be given several times.");
    private static readonly Option<string[]> LeaveOut = Sets("--leave-out", "Group (patient, centre) of the labelled sets that is never learnt from and scored at the end; may be given several times.");
    private static readonly Option<DirectoryInfo?> Start = new("--start") { Description = "Folder of a scene model to start from: fine-tuning." };
    private static readonly Option<DirectoryInfo?> EncoderWeights = new("--encoder-weights")
    {
        Description = "Folder of the pretrained encoder: weights.f16, or index.json and weights.f32; models/mobilenetv2-encoder without it.",
    };

    private static readonly Option<DirectoryInfo> Cache = new("--cache")
    {
        Description = "Folder in which rendered scenes are kept.",
        DefaultValueFactory = _ => new(Path.Combine("runs", "scenes")),
    };

    private static readonly Option<double> Minutes = CommonOptions.Seconds("--minutes", 0, "Time for the training steps; 0 means no limit.");
    private static readonly Option<double?> Rate = new("--rate") { Description = "Highest learning rate, instead of the preset's." };
    private static readonly Option<int?> Steps = new("--steps") { Description = "Steps of an epoch, instead of the preset's." };
    private static readonly Option<int?> Batch = new("--batch") { Description = "Frames per step, instead of the preset's." };
    private static readonly Option<double?> FrozenShare = new("--frozen-share") { Description = "First part of the training, 0 to 1, in which a pretrained encoder stays as it came, instead of the preset's." };
    private static readonly Option<double?> SmallShare = new("--small-share") { Description = "First part of the training, 0 to 1, on pictures of three quarters of the size, instead of the preset's." };
    private static readonly Option<double> Fourier = new("--fourier") { Description = "Share of the simulator's frames, 0 to 1, that get the low frequencies of an unlabelled frame (FDA)." };
    private static readonly Option<bool> Plain = new("--plain") { Description = "Ablation: the control network of equal size from random weights." };
    private static readonly Option<bool> NoPretrained = new("--no-pretrained") { Description = "Ablation: the encoder starts from random weights." };
    private static readonly Option<bool> NoSim = new("--no-sim") { Description = "Ablation: no simulator frames." };
    private static readonly Option<bool> NoNormalise = new("--no-normalise") { Description = "Ablation: pictures are not brought to one mean and contrast." };
    private static readonly Option<bool> NoSelfTraining = new("--no-self-training") { Description = "Ablation: unlabelled frames are only backgrounds." };

    /// <summary>True trains with each part of the recipe left out in turn.</summary>
    public static Option<bool> Ablation { get; } = new("--ablation") { Description = "Trains once whole and once for each part of the recipe left out or exchanged, seed and steps equal, and prints the table." };

    /// <summary>Sets on which the ablation's models are scored.</summary>
    public static Option<string[]> ScoredOn { get; } = Sets("--scored-on", "With --ablation: labelled set, FORMAT:FOLDER, on which each is scored and from which none learns.");

    /// <summary>The ablation's table as a file.</summary>
    public static Option<FileInfo?> Json { get; } = CommonOptions.Output("--json", "With --ablation: write the table to this file.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Option> All { get; } =
        [Data, Unlabelled, LeaveOut, Start, EncoderWeights, Cache, Minutes, Rate, Steps, Batch, FrozenShare, SmallShare, Fourier, Plain, NoPretrained, NoSim, NoNormalise, NoSelfTraining, Ablation, ScoredOn, Json];

    /// <summary>The options as typed.</summary>
    public static SceneTrainingOptions Apply(ParseResult parsed, SceneTrainingOptions preset) => preset with
    {
        Labelled = parsed.GetValue(Data) ?? [],
        Unlabelled = parsed.GetValue(Unlabelled) ?? [],
        LeaveOut = parsed.GetValue(LeaveOut) ?? [],
        StartFrom = parsed.GetValue(Start)?.FullName,
        FrozenShare = parsed.GetValue(FrozenShare) ?? (parsed.GetValue(Start) is null ? preset.FrozenShare : 0),
        SmallShare = parsed.GetValue(SmallShare) ?? preset.SmallShare,
        EncoderWeights = parsed.GetValue(EncoderWeights)?.FullName,
        CacheDirectory = parsed.GetRequiredValue(Cache).FullName,
        TimeLimit = TimeSpan.FromMinutes(parsed.GetValue(Minutes)),
        LearningRate = parsed.GetValue(Rate) ?? preset.LearningRate,
        Steps = parsed.GetValue(Steps) ?? preset.Steps,
        Batch = parsed.GetValue(Batch) ?? preset.Batch,
        Fourier = parsed.GetValue(Fourier),
        Encoder = parsed.GetValue(Plain) ? "plain" : preset.Encoder,
        Pretrained = !parsed.GetValue(NoPretrained) && !parsed.GetValue(Plain),
        Simulator = !parsed.GetValue(NoSim),
        Normalise = !parsed.GetValue(NoNormalise),
        SelfTraining = !parsed.GetValue(NoSelfTraining),
    };

    private static Option<string[]> Sets(string name, string description) => new(name) { Description = description };
}
