using SurgicalAI.Inference;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>The page beside the model, for people; every figure comes from the card or the evaluation.</summary>
internal static class SegmentationReadme
{
    public static string Text(ModelCard card, SegmentationEvaluation evaluation)
    {
        var full = evaluation.FullResolution;
        var rows = string.Join('\n', evaluation.Classes.Zip(full.Classes, (s, f) => $"| {s.Name} | {s.Iou:f3} | {f.Iou:f3} |"));
        return $"""
            # {card.Name}

            {card.Description} An encoder-decoder of depthwise-separable convolutions with {card.Metrics["parameters"]:n0} parameters, trained from
            scratch on rendered scenes only: it has never seen a real picture.

            - In: `frames` uint8 [N, H, W, 3], BGR, any size. Out: `labels` uint8 [N, 192, 320], the same field of view. Resize, scaling and
              arg-max are inside the graph; both eyes are one run with N = 2.
            - Data: {card.Data}. Seed {card.Seed}, {card.Date}, commit {card.Commit}.
            - Make it again: `{card.Retrain}`. Score it: `./run.sh eval segmentation --source sim --frames 300 --seed 2000 --json seg.json`.
            - Sha256 of `model.onnx`: {card.Sha256}.

            ## Figures on {evaluation.Frames} unseen scenes (seeds {evaluation.Seed} to {evaluation.Seed + (ulong)evaluation.Frames - 1}, {evaluation.Source})

            | class | IoU at 320x192 | IoU at {full.Resolution[0]}x{full.Resolution[1]} |
            |---|---|---|
            {rows}
            | **mean of the classes present** | **{evaluation.MeanIou:f3}** | **{full.MeanIou:f3}** |

            Per frame: mean IoU {evaluation.PerFrame.MeanIou:f3} (95 % interval {evaluation.PerFrame.Ci95[0]:f3} to {evaluation.PerFrame.Ci95[1]:f3}), fifth percentile {evaluation.PerFrame.P5:f3}.
            ONNX Runtime against TorchSharp: largest difference of a logit {card.Metrics["onnx_max_logit_difference"]:0.0e-0}, equal labels on {card.Metrics["onnx_label_agreement"]:p3} of the pixels.
            Two eyes in one run on two threads: {card.Metrics["two_eyes_ms_p50"]:f1} ms (median, on the machine that trained it).
            """ + "\n";
    }
}
