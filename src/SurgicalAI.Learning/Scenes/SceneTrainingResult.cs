using SurgicalAI.Inference;

namespace SurgicalAI.Learning.Scenes;

/// <summary>What a training of the scene network left behind.</summary>
/// <param name="Card">Card of the new model, figures included.</param>
/// <param name="Directory">Its folder.</param>
/// <param name="Epochs">Epochs done.</param>
/// <param name="Summary">The validation, in a line.</param>
public sealed record SceneTrainingResult(ModelCard Card, string Directory, int Epochs, string Summary);
