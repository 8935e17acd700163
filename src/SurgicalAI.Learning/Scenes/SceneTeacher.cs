using OpenCvSharp;
using SurgicalAI.Learning.Scenes.Data;
using SurgicalAI.Learning.Scenes.Encoders;
using SurgicalAI.Learning.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SurgicalAI.Learning.Scenes;

/// <summary>
/// The running mean of a network's weights. It is steadier than the network: it labels the unlabelled frames where it is sure, and it is
/// what is kept. Source: A. Tarvainen and H. Valpola, "Mean teachers are better role models", NeurIPS 2017.
/// </summary>
internal sealed class SceneTeacher(SceneNet net, SceneNet mean, int threads)
{
    // Sure of an instrument, of its part, and of there being none: between the two the pixel teaches nothing. "None" needs the most: an
    // instrument that the network does not know yet must not be taught as tissue.
    private const float SureOfInstrument = 0.8f;
    private const float SureOfPart = 0.7f;
    private const float SureOfNone = 0.02f;

    // A frame that is mostly "instrument" is a trocar, a wall or a mistake that would feed itself.
    private const double MostInstrument = 0.5;

    /// <summary>Moves the mean towards the network.</summary>
    /// <param name="stays">Share of the mean that stays.</param>
    public void Follow(double stays)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var now = ModuleState.Of(net);
        foreach (var (name, tensor) in ModuleState.Of(mean))
        {
            _ = tensor.is_floating_point() && stays > 0 ? tensor.lerp_(now[name], 1 - stays) : tensor.copy_(now[name]);
        }
    }

    /// <summary>Writes into each frame's labels what the mean network is sure of.</summary>
    public void Label(IReadOnlyList<SceneFrame> frames, SceneBatches batches)
    {
        using var noGradient = no_grad();
        using var predictor = new ScenePredictor(mean, threads);
        using var pause = new CollectorPause();
        foreach (var frame in frames)
        {
            pause.Breathe();
            using var scope = NewDisposeScope();
            using var plain = batches.Plain(frame);
            using var sure = Sure(functional.softmax(predictor.Logits(plain.Picture).narrow(0, 0, SceneShape.Classes), 0));
            Cv2.Resize(sure, frame.Labels, frame.Labels.Size(), interpolation: InterpolationFlags.Nearest);
        }
    }

    /// <summary>What probabilities are sure of.</summary>
    /// <param name="probabilities">(classes, height, width), of sum 1 in each pixel.</param>
    /// <returns>One byte a pixel, values of <see cref="PixelMeanings"/>; the caller disposes it.</returns>
    internal static Mat Sure(Tensor probabilities)
    {
        var parts = probabilities.narrow(0, 1, 3);

        // By name: a bare 0 is taken for the enumeration of element types.
        var instrument = parts.sum(dim: 0);
        var (best, part) = parts.max(dim: 0);
        var labels = full_like(instrument, PixelMeanings.Anything);
        labels = labels.masked_fill(instrument < SureOfNone, PixelMeanings.NoInstrument);
        labels = labels.masked_fill(instrument > SureOfInstrument, PixelMeanings.AnyInstrument);
        labels = where(best > SureOfPart, (part + 1).to(float32), labels);
        if ((instrument > SureOfInstrument).to(float32).mean().item<float>() > MostInstrument)
        {
            labels = full_like(instrument, PixelMeanings.Anything);
        }

        var map = new Mat((int)labels.shape[0], (int)labels.shape[1], MatType.CV_8UC1);
        labels.to(uint8).contiguous().data<byte>().ToArray().CopyTo(map.AsSpan<byte>());
        return map;
    }
}
