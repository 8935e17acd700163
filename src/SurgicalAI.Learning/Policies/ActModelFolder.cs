using SurgicalAI.Inference;
using SurgicalAI.Learning.Training;
using SurgicalAI.Skills.Actions;
using SurgicalAI.Skills.Observation;

namespace SurgicalAI.Learning.Policies;

/// <summary>Writes a policy's folder: network, card, README.</summary>
internal static class ActModelFolder
{
    public static void Write(string directory, byte[] model, ActTrainingReport report, ActTrainingOptions options, string origin)
    {
        var card = Card(report, options, origin);
        using var staged = new StagedModel(directory);
        File.WriteAllText(Path.Combine(staged.Path, "README.md"), Readme(card, report, options));
        File.WriteAllBytes(Path.Combine(staged.Path, "model.onnx"), model);
        card.Save(Path.Combine(staged.Path, "card.json"));
        staged.Publish();
    }

    private static ModelCard Card(ActTrainingReport report, ActTrainingOptions options, string origin) => new()
    {
        Name = options.Name,
        Sha256 = report.Sha256,
        Description = "Action-chunking transformer: from both segmented eyes and the measured tool state to one second of tool setpoints.",
        Inputs =
        [
            new() { Name = "tokens", Type = "float32", Shape = [1, TokenLayout.Tokens, TokenLayout.Features], Units = "batch, (eye, class), features as TokenLayout says; raw" },
            new() { Name = "state", Type = "float32", Shape = [1, TokenLayout.State], Units = "tool position in the endoscope's frame (m), columns of its rotation, jaw (rad)" },
        ],
        Outputs =
        [
            new() { Name = "chunk", Type = "float32", Shape = [1, options.Architecture.Steps, HybridRelative.Length], Units = "hybrid-relative setpoints 1/15 s apart: dp (m), R_now^T R_target (two columns), jaw (rad)" },
        ],
        Normalisation = "inside the graph: tokens, state and plan positions standardised, rotations raw",
        Data = origin,
        Seed = options.Seed,
        Commit = options.Commit,
        Date = DateTime.UtcNow.ToString("yyyy-MM-dd"),
        Metrics = new Dictionary<string, double>
        {
            ["validation_l1_scaled"] = Math.Round(report.ValidationLoss, 5),
            ["validation_position_error_mm"] = Math.Round(report.PositionErrorM * 1e3, 4),
            ["best_step"] = report.BestStep,
            ["parameters"] = report.Parameters,
            ["export_difference"] = report.ExportDifference,
            ["training_s"] = Math.Round(report.TrainingS, 1),
        },
        Retrain = options.Retrain,
    };

    private static string Readme(ModelCard card, ActTrainingReport report, ActTrainingOptions options) => $"""
        # {card.Name}

        {card.Description} It sees no picture, no goal coordinate and no simulator truth: only what the segmentation network
        says of both eyes, and what a real arm reports of itself.

        | | |
        |---|---|
        | architecture | ACT (arXiv 2304.13705): width {options.Architecture.Width}, {options.Architecture.Heads} heads, {options.Architecture.EncoderLayers} encoder and {options.Architecture.DecoderLayers} decoder layers, latent {options.Architecture.Latent}, {report.Parameters} parameters at run time |
        | input | `tokens` (1, {TokenLayout.Tokens}, {TokenLayout.Features}) and `state` (1, {TokenLayout.State}), both raw; see `TokenLayout` in `src/SurgicalAI.Skills` |
        | output | `chunk` (1, {options.Architecture.Steps}, {HybridRelative.Length}): setpoints 1/15 s apart, relative to the measured pose (`HybridRelative`) |
        | data | {card.Data} |
        | training | {report.Steps} steps of {options.BatchSize} frames, seed {options.Seed}, {report.TrainingS:0} s; weights of step {report.BestStep} kept |
        | unseen episodes | mean distance of planned from demonstrated setpoints {report.PositionErrorM * 1e3:0.00} mm over one second |
        | export | differs from the trained network by at most {report.ExportDifference:0.0e+0} |

        Make it again: `{card.Retrain}`. How often it succeeds in the closed loop: `./run.sh eval policy --task needle-reach`.

        Limits: it knows the camera geometry and the objects of its training data. Its confidence (`PlanConfidence`) is qualitative.

        """.ReplaceLineEndings("\n");
}
