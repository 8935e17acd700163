using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>How the segmentation network is trained.</summary>
public sealed record SegmentationTrainingOptions
{
    /// <summary>Name of the preset, kept in the card.</summary>
    public string Preset { get; init; } = "cpu";

    /// <summary>Training scenes, rendered once before the training.</summary>
    public int Scenes { get; init; } = 2400;

    /// <summary>Held-out scenes on which the best epoch is chosen.</summary>
    public int ValidationScenes { get; init; } = 120;

    /// <summary>Scenes on which the exported network is scored for its card, from the evaluation's default seed on.</summary>
    public int TestScenes { get; init; } = 300;

    /// <summary>Passes over the training scenes.</summary>
    public int Epochs { get; init; } = 16;

    /// <summary>
    /// Share of the epochs, the first ones, that see only a part of each scene, a third of its area around small things: they
    /// cost a third and show the rare classes more often. The others see whole pictures, as the engine does.
    /// </summary>
    public double PartShare { get; init; } = 0.75;

    /// <summary>Scenes per step.</summary>
    public int Batch { get; init; } = 8;

    /// <summary>Highest learning rate of the one-cycle schedule (AdamW).</summary>
    public double LearningRate { get; init; } = 4e-3;

    /// <summary>Weight decay of AdamW.</summary>
    public double WeightDecay { get; init; } = 1e-2;

    /// <summary>
    /// Time for the training steps after which it ends in good order, the learning rate having come down by then; zero means
    /// no limit. With a limit that binds, the result depends on the machine's speed.
    /// </summary>
    public TimeSpan TimeLimit { get; init; }

    /// <summary>Seed of weights, order, and augmentation; scene seeds follow from it too.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads of libtorch; 0 takes every core.</summary>
    public int Threads { get; init; }

    /// <summary>"cpu" or "cuda".</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Folder of the checkpoint; a later call with the same options goes on from it. Null keeps none.</summary>
    public string? CheckpointDirectory { get; init; }

    /// <summary>Commit written into the card.</summary>
    public string Commit { get; init; } = "";

    /// <summary>Number of epochs on parts.</summary>
    internal int PartEpochs => (int)Math.Round(PartShare * Epochs);

    /// <summary>The options of a preset.</summary>
    /// <param name="preset">"cpu": about a quarter of an hour on two cores; "gpu": more scenes and epochs on CUDA.</param>
    /// <exception cref="UserErrorException">There is no such preset.</exception>
    public static SegmentationTrainingOptions ForPreset(string preset) => preset switch
    {
        "cpu" => new(),
        "gpu" => new() { Preset = "gpu", Device = "cuda", Scenes = 12000, ValidationScenes = 400, Epochs = 40, Batch = 32 },
        _ => throw new UserErrorException($"Unknown preset '{preset}': use cpu or gpu."),
    };

    /// <summary>Checks the values.</summary>
    /// <exception cref="UserErrorException">One makes no sense; the message names it.</exception>
    public SegmentationTrainingOptions Validate()
    {
        Require(Scenes >= Batch && ValidationScenes >= 1 && TestScenes >= 1, "there must be at least a batch of scenes, one for validation and one for the test");
        Require(Epochs >= 1 && Batch >= 1, "epochs and batch must be at least 1");
        Require(PartShare is >= 0 and <= 1, "the share of epochs on parts must lie between 0 and 1");
        Require(LearningRate is > 0 and < 1 && WeightDecay is >= 0 and < 1, "learning rate and weight decay must lie between 0 and 1");
        Require(TimeLimit >= TimeSpan.Zero && Threads >= 0, "time limit and threads must not be negative");
        Require(Device is "cpu" or "cuda", "the device must be cpu or cuda");
        return this;
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new UserErrorException($"Training options: {message}.");
        }
    }
}
