using static TorchSharp.torch;

namespace SurgicalAI.Learning.Policies;

/// <summary>Observations with the actions that followed; owned by the caller's dispose scope.</summary>
/// <param name="Tokens">(batch, tokens, features), raw.</param>
/// <param name="State">(batch, 13), raw.</param>
/// <param name="Actions">(batch, steps, 10), metres and radians; padding is zero.</param>
/// <param name="Mask">(batch, steps), 1 where there is an action.</param>
internal readonly record struct ActBatch(Tensor Tokens, Tensor State, Tensor Actions, Tensor Mask);
