using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Learning.Scenes;

/// <summary>How the scene network is trained.</summary>
public sealed record SceneTrainingOptions
{
    /// <summary>Name of the preset, kept in the card.</summary>
    public string Preset { get; init; } = "cpu";

    /// <summary>"mobilenet", or "plain" for the control of equal size that starts from random weights.</summary>
    public string Encoder { get; init; } = "mobilenet";

    /// <summary>True starts the encoder from the pretrained weights.</summary>
    public bool Pretrained { get; init; } = true;

    /// <summary>True brings each picture to one mean and contrast inside the network.</summary>
    public bool Normalise { get; init; } = true;

    /// <summary>True learns from simulator frames; without them instruments are only drawn.</summary>
    public bool Simulator { get; init; } = true;

    /// <summary>True lets the network teach itself on the unlabelled frames.</summary>
    public bool SelfTraining { get; init; } = true;

    /// <summary>How many of the simulator's frames get the low frequencies of an unlabelled frame, 0 to 1.</summary>
    public double Fourier { get; init; }

    /// <summary>Width of the network's picture, pixels; a multiple of 16.</summary>
    public int WidthPx { get; init; } = 320;

    /// <summary>Height of the network's picture, pixels; a multiple of 16.</summary>
    public int HeightPx { get; init; } = 256;

    /// <summary>Simulator frames to learn from.</summary>
    public int Scenes { get; init; } = 1600;

    /// <summary>Frames of each kind on which the best epoch is chosen.</summary>
    public int ValidationFrames { get; init; } = 48;

    /// <summary>Epochs.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Steps of an epoch.</summary>
    public int Steps { get; init; } = 150;

    /// <summary>Frames per step.</summary>
    public int Batch { get; init; } = 8;

    /// <summary>Highest learning rate of the one-cycle schedule (AdamW); the encoder's is a share of it.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>The pretrained encoder's share of the learning rate.</summary>
    public double EncoderShare { get; init; } = 0.3;

    /// <summary>Weight decay of AdamW.</summary>
    public double WeightDecay { get; init; } = 1e-2;

    /// <summary>How much of the averaged network stays in each step.</summary>
    public double Averaging { get; init; } = 0.995;

    /// <summary>Share of the training, its first part, on pictures of three quarters of the size.</summary>
    public double SmallShare { get; init; } = 0.8;

    /// <summary>Share of the training, its first part, in which a pretrained encoder stays as it came.</summary>
    public double FrozenShare { get; init; } = 0.6;

    /// <summary>Share of the training before the network begins to teach itself.</summary>
    public double SelfTrainingFrom { get; init; } = 0.3;

    /// <summary>Epochs without a better validation after which the training ends.</summary>
    public int Patience { get; init; } = 8;

    /// <summary>Time for the training steps, after which it ends in good order; zero means no limit.</summary>
    public TimeSpan TimeLimit { get; init; }

    /// <summary>Labelled data sets, FORMAT:FOLDER.</summary>
    public IReadOnlyList<string> Labelled { get; init; } = [];

    /// <summary>Unlabelled data sets, FORMAT:FOLDER.</summary>
    public IReadOnlyList<string> Unlabelled { get; init; } = [];

    /// <summary>Groups (patients, centres) of the labelled sets that are never learnt from; the exported network is scored on them.</summary>
    public IReadOnlyList<string> LeaveOut { get; init; } = [];

    /// <summary>Folder of a model of this kind to start from (fine-tuning), or null.</summary>
    public string? StartFrom { get; init; }

    /// <summary>Folder of the pretrained encoder, or null for the repository's.</summary>
    public string? EncoderWeights { get; init; }

    /// <summary>Folder of rendered scenes, which are kept between trainings.</summary>
    public string CacheDirectory { get; init; } = "runs/scenes";

    /// <summary>Folder of the checkpoint and the curves; a later call with the same options goes on from it.</summary>
    public string CheckpointDirectory { get; init; } = "runs/endoscope-scene";

    /// <summary>Seed of weights, order and augmentation.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads of libtorch; 0 takes every core.</summary>
    public int Threads { get; init; }

    /// <summary>"cpu" or "cuda".</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Commit written into the card.</summary>
    public string Commit { get; init; } = "";

    internal SceneShape Shape => new SceneShape(Encoder, WidthPx, HeightPx, Normalise).Validate();

    /// <summary>The options of a preset.</summary>
    /// <param name="preset">"cpu": under an hour on two cores; "gpu": larger pictures, longer, on CUDA.</param>
    /// <exception cref="UserErrorException">There is no such preset.</exception>
    public static SceneTrainingOptions ForPreset(string preset) => preset switch
    {
        "cpu" => new(),
        "gpu" => new() { Preset = "gpu", Device = "cuda", Scenes = 12000, ValidationFrames = 300, Epochs = 60, Steps = 500, Batch = 32, Averaging = 0.999, FrozenShare = 0.1, SmallShare = 0.3 },
        _ => throw new UserErrorException($"Unknown preset '{preset}': use cpu or gpu."),
    };

    /// <summary>Checks the values.</summary>
    /// <exception cref="UserErrorException">One makes no sense; the message names it.</exception>
    public SceneTrainingOptions Validate()
    {
        Require(Epochs >= 1 || (Epochs == 0 && StartFrom is not null), "there must be an epoch, or none and a model to start from, which is then calibrated and scored anew");
        Require(Scenes >= 1 && ValidationFrames >= 1 && Steps >= 1 && Batch >= 1, "scenes, validation frames, steps and batch must be at least 1");
        Require(LearningRate is > 0 and < 1 && WeightDecay is >= 0 and < 1 && EncoderShare is >= 0 and <= 1, "learning rate, its share and weight decay must lie between 0 and 1");
        Require(Averaging is >= 0 and < 1 && SelfTrainingFrom is >= 0 and <= 1, "averaging and the start of self-training must lie between 0 and 1");
        Require(FrozenShare is >= 0 and <= 1 && SmallShare is >= 0 and <= 1 && Fourier is >= 0 and <= 1, "the frozen, small and Fourier shares must lie between 0 and 1");
        Require(TimeLimit >= TimeSpan.Zero && Threads >= 0 && Patience >= 1, "time limit and threads must not be negative, patience at least 1");
        Require(Device is "cpu" or "cuda", "the device must be cpu or cuda");
        Require(Simulator || Labelled.Count > 0, "without the simulator there must be labelled data");
        _ = Shape;
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
