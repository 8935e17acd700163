using SurgicalAI.Inference;

namespace SurgicalAI.Learning.Scenes;

/// <summary>The page beside the model, for people; every figure comes from the card or the training.</summary>
internal static class SceneReadme
{
    public static string Text(ModelCard card, SceneTrainingOptions options, SceneOutcome outcome)
    {
        var rows = string.Join('\n', outcome.Classes.Select(c => $"| {c.Name} | {c.Iou:f3} |"));
        var left = outcome.LeftOut.Count == 0 ? "" : "\nGroups that were left out of this training: " + string.Join("; ", outcome.LeftOut.Select(Group)) + ".\n";
        return $"""
            # {card.Name}

            {card.Description} {(options.Encoder == "plain" ? "A network of depthwise-separable convolutions" : "A MobileNetV2 encoder down to stride 16 and a light decoder with skips at strides 8, 4 and 2")},
            {card.Metrics["parameters"]:n0} parameters. Not a medical device: its answers are advice for research.

            - In: `frames` uint8 [N, H, W, 3], BGR, any size. Out: `labels`, `doubt`, `lesion`, uint8 [N, {options.HeightPx}, {options.WidthPx}], the same field of view.
              Everything else is inside the graph. Normalisation: {card.Normalisation}.
            - `weights.f16`: the same network before its batch normalisation was folded, to fine-tune from (`--start`).
            - Data: {card.Data}. Seed {card.Seed}, {card.Date}, commit {card.Commit}.
            - Make it again: `{card.Retrain}` with the data sets named above.
            - Sha256 of `model.onnx`: {card.Sha256}.

            ## Figures

            On simulator frames of unseen seeds mean IoU {outcome.Score.SimulatorIou:f3}; on frames held out of the labelled sets, instruments laid over
            real tissue: IoU {outcome.Score.CompositeIou:f3}; polyps there: mean Dice {outcome.Score.LesionDice:f3}; instruments in real operations that were not
            learnt from, pixels of all frames together: IoU {outcome.Score.InstrumentIou:f3}. These four chose the epoch, so they are a little too good.
            {left}
            | class, simulator | IoU |
            |---|---|
            {rows}

            ONNX Runtime against TorchSharp: largest difference of a logit {card.Metrics["onnx_max_logit_difference"]:0.0e-0}.
            How long a frame takes: `./run.sh bench vision`.

            ## Licences of what it learnt from

            - Encoder's first weights: MobileNetV2 from the npm package nsfwjs 4.4.0, MIT (`models/mobilenetv2-encoder`).
            - PolypGen frames and masks, CC BY 4.0: S. Ali et al., "A multi-centre polyp detection and segmentation dataset for generalisability
              assessment", Scientific Data 10:75 (2023).
            - Intermountain laparoscopic frames, MIT; the outlines of their instruments are this repository's (`datasets/intermountain-instruments`).
            - The simulator of this repository.
            """ + "\n";
    }

    private static string Group(SceneLeftOut group) => $"{group.Group}, {group.Frames} frames"
        + (double.IsNaN(group.InstrumentIou) ? "" : $", instrument IoU {group.InstrumentIou:f3}")
        + (double.IsNaN(group.LesionDice) ? "" : $", polyps' mean Dice {group.LesionDice:f3}");
}
