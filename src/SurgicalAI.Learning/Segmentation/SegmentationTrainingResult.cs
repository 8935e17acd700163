using SurgicalAI.Inference;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>What a training of the segmentation network left behind.</summary>
/// <param name="Card">Card of the new model.</param>
/// <param name="Directory">Its folder.</param>
/// <param name="Evaluation">Scores of the exported network on unseen scenes.</param>
public sealed record SegmentationTrainingResult(ModelCard Card, string Directory, SegmentationEvaluation Evaluation);
