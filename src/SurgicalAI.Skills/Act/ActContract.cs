using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Skills.Actions;
using SurgicalAI.Skills.Observation;

namespace SurgicalAI.Skills.Act;

/// <summary>What an ACT network's card must say.</summary>
internal static class ActContract
{
    /// <summary>Setpoints per plan, after checking names, types and shapes.</summary>
    public static int Steps(ModelCard card)
    {
        var tokens = card.Inputs.FirstOrDefault(t => t.Name == "tokens");
        var state = card.Inputs.FirstOrDefault(t => t.Name == "state");
        var chunk = card.Outputs.FirstOrDefault(t => t.Name == "chunk");
        if (tokens is { Type: "float32", Shape: [1, TokenLayout.Tokens, TokenLayout.Features] }
            && state is { Type: "float32", Shape: [1, TokenLayout.State] }
            && chunk is { Type: "float32", Shape: [1, > 0 and <= 32, HybridRelative.Length] })
        {
            return (int)chunk.Shape[1];
        }

        throw new UserErrorException(
            $"Model {card.Id} is not a policy of this engine: it must map tokens float32 [1,{TokenLayout.Tokens},{TokenLayout.Features}] and state float32 [1,{TokenLayout.State}] to chunk float32 [1,K,{HybridRelative.Length}]. Make it again with {card.Retrain}.");
    }
}
