using System.Text.Json;
using SurgicalAI.Core.Files;
using SurgicalAI.Learning.Training;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>How well a segmentation network does, as it stands in the JSON report.</summary>
public sealed record SegmentationEvaluation
{
    /// <summary>Form of this report.</summary>
    public string Schema { get; init; } = "surgicalai/eval-segmentation/1";

    /// <summary>Where the scenes come from.</summary>
    public required string Source { get; init; }

    /// <summary>Number of scenes.</summary>
    public required int Frames { get; init; }

    /// <summary>Seed of the first scene.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Width and height at which the main figures were taken: the network's own.</summary>
    public required IReadOnlyList<int> Resolution { get; init; }

    /// <summary>IoU per class at the network's resolution: sum of intersections over sum of unions.</summary>
    public required IReadOnlyList<SegmentationClassScore> Classes { get; init; }

    /// <summary>Mean of the IoU over the classes present.</summary>
    public required double MeanIou { get; init; }

    /// <summary>The per-frame mean IoU over the classes present in each frame.</summary>
    public required FrameScore PerFrame { get; init; }

    /// <summary>The same at the picture's full resolution, the label maps enlarged to it by nearest neighbour.</summary>
    public required FullResolutionScore FullResolution { get; init; }

    /// <summary>Pixels by true class (rows) and predicted class (columns), at the network's resolution.</summary>
    public required IReadOnlyList<IReadOnlyList<long>> Confusion { get; init; }

    /// <summary>The network.</summary>
    public required EvaluatedModel Model { get; init; }

    /// <summary>Device that it ran on.</summary>
    public required string Device { get; init; }

    /// <summary>Machine that it ran on.</summary>
    public required string Machine { get; init; }

    /// <summary>Commit of the program.</summary>
    public required string Commit { get; init; }

    /// <summary>Writes the report as JSON.</summary>
    public void Save(string path) => AtomicFile.Write(path, ToJson());

    /// <summary>The report as indented JSON with snake_case keys.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SegmentationJson.Default.SegmentationEvaluation) + "\n";
}

/// <summary>Score of one class.</summary>
/// <param name="Name">Class.</param>
/// <param name="Iou">IoU; null when neither truth nor prediction holds the class.</param>
/// <param name="Present">True when the truth holds it.</param>
public sealed record SegmentationClassScore(string Name, double? Iou, bool Present);

/// <summary>Mean of a per-frame figure with its uncertainty.</summary>
/// <param name="MeanIou">Mean over the frames.</param>
/// <param name="Ci95">95 % interval of that mean by bootstrap over the frames, which are independent scenes.</param>
/// <param name="P5">Fifth percentile of the frames: how bad a bad frame is.</param>
public sealed record FrameScore(double MeanIou, IReadOnlyList<double> Ci95, double P5);

/// <summary>Scores at the picture's own resolution.</summary>
/// <param name="Resolution">Width and height, pixels.</param>
/// <param name="Classes">IoU per class.</param>
/// <param name="MeanIou">Mean over the classes present.</param>
public sealed record FullResolutionScore(IReadOnlyList<int> Resolution, IReadOnlyList<SegmentationClassScore> Classes, double MeanIou);

/// <summary>Which network was evaluated.</summary>
/// <param name="Name">Name.</param>
/// <param name="Sha256">Hash of its file.</param>
public sealed record EvaluatedModel(string Name, string Sha256);
