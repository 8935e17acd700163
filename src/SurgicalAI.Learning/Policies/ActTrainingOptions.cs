using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Learning.Policies;

/// <summary>How a policy is trained.</summary>
public sealed record ActTrainingOptions
{
    /// <summary>Size of the network.</summary>
    public ActArchitecture Architecture { get; init; } = new();

    /// <summary>Perturbation of the training observations.</summary>
    public AugmentationOptions Augmentation { get; init; } = new();

    /// <summary>Optimiser steps.</summary>
    public int Steps { get; init; } = 3000;

    /// <summary>Frames per step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Largest learning rate; falls to zero along a cosine.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Steps over which the learning rate rises from zero.</summary>
    public int WarmUpSteps { get; init; } = 200;

    /// <summary>Weight decay of AdamW.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Weight of the style's divergence from the normal distribution; ACT's 10.</summary>
    public double StyleWeight { get; init; } = 10;

    /// <summary>Fraction of the episodes kept for validation.</summary>
    public double ValidationFraction { get; init; } = 0.1;

    /// <summary>Steps between validations; each also saves a checkpoint.</summary>
    public int ValidateEvery { get; init; } = 250;

    /// <summary>Seed of everything random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads of libtorch; 0 leaves its choice.</summary>
    public int Threads { get; init; }

    /// <summary>True goes on from the checkpoint in the output directory where there is one.</summary>
    public bool Resume { get; init; }

    /// <summary>Name of the model on its card.</summary>
    public string Name { get; init; } = Skills.Act.ActPolicy.ModelName;

    /// <summary>Commit of this repository, for the card.</summary>
    public string Commit { get; init; } = "";

    /// <summary>Command that makes the model again, for the card.</summary>
    public string Retrain { get; init; } = "./run.sh train policy";

    /// <summary>Options by name: "cpu" trains in minutes on two cores, "smoke" only shows that training runs.</summary>
    /// <exception cref="UserErrorException">There is no such preset.</exception>
    public static ActTrainingOptions Preset(string name) => name switch
    {
        "cpu" => new(),
        "smoke" => new() { Steps = 60, ValidateEvery = 30, BatchSize = 32, WarmUpSteps = 10, Architecture = new() { Width = 32, FeedForward = 64, EncoderLayers = 1, StyleLayers = 1 } },
        _ => throw new UserErrorException($"Unknown preset '{name}': use cpu or smoke."),
    };

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    public void Validate()
    {
        Architecture.Validate();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Steps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BatchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ValidateEvery);
        ArgumentOutOfRangeException.ThrowIfNegative(WarmUpSteps);
        ArgumentOutOfRangeException.ThrowIfNotEqual(ValidationFraction is > 0 and < 1, true, nameof(ValidationFraction));
    }
}
