using SurgicalAI.Learning.Training;
using SurgicalAI.Skills.Actions;
using SurgicalAI.Skills.Observation;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Policies;

/// <summary>Draws batches of frames. A batch follows from seed and step alone, so a resumed training sees the same ones.</summary>
internal sealed class ActSampler(TokenDataset data, int[] frames, int steps, ulong seed, AugmentationOptions augmentation)
{
    private const int TokenLength = TokenLayout.Tokens * TokenLayout.Features;

    /// <summary>A random batch for a training step.</summary>
    public ActBatch Draw(int step, int size)
    {
        var random = SeedMix.Random(seed, step);
        var chosen = new int[size];
        for (var i = 0; i < size; i++)
        {
            chosen[i] = frames[random.Next(frames.Length)];
        }

        return Make(chosen, new TokenAugmentation(augmentation, random));
    }

    /// <summary>All frames in order, unperturbed, in batches of at most a size.</summary>
    public IEnumerable<ActBatch> All(int size) => frames.Chunk(size).Select(chosen => Make(chosen, null));

    private ActBatch Make(int[] chosen, TokenAugmentation? augment)
    {
        var tokens = new float[chosen.Length * TokenLength];
        var states = new float[chosen.Length * TokenLayout.State];
        var actions = new float[chosen.Length * steps * HybridRelative.Length];
        var mask = new float[chosen.Length * steps];
        for (var i = 0; i < chosen.Length; i++)
        {
            var token = tokens.AsSpan(i * TokenLength, TokenLength);
            var state = states.AsSpan(i * TokenLayout.State, TokenLayout.State);
            var action = actions.AsSpan(i * steps * HybridRelative.Length, steps * HybridRelative.Length);
            data.Tokens(chosen[i]).CopyTo(token);
            data.State(chosen[i]).CopyTo(state);
            var known = Actions(chosen[i], action, mask.AsSpan(i * steps, steps));
            augment?.Tokens(token);
            augment?.Position(state, action[..(known * HybridRelative.Length)], HybridRelative.Length);
        }

        return new(
            tensor(tokens, chosen.Length, TokenLayout.Tokens, TokenLayout.Features),
            tensor(states, chosen.Length, TokenLayout.State),
            tensor(actions, chosen.Length, steps, HybridRelative.Length),
            tensor(mask, chosen.Length, steps));
    }

    private int Actions(int frame, Span<float> actions, Span<float> mask)
    {
        var k = 0;
        while (k < steps && data.Action(frame, k, actions.Slice(k * HybridRelative.Length, HybridRelative.Length)))
        {
            mask[k++] = 1;
        }

        return k;
    }
}
