namespace SurgicalAI.Learning.Scenes;

/// <summary>Scores of a group that took no part in the training.</summary>
/// <param name="Group">Patient, operation or centre.</param>
/// <param name="Frames">Its labelled frames.</param>
/// <param name="InstrumentIou">IoU of instruments over all its pixels; NaN when its labels tell of none.</param>
/// <param name="LesionDice">Mean Dice over its frames with a lesion; NaN when there are none.</param>
internal sealed record SceneLeftOut(string Group, int Frames, double InstrumentIou, double LesionDice);

/// <summary>What is known of a trained network before it is written.</summary>
/// <param name="Score">Validation of the best epoch.</param>
/// <param name="Classes">IoU by class on simulator frames of unseen seeds.</param>
/// <param name="LeftOut">Scores of the groups left out.</param>
/// <param name="Temperatures">Of the scene's and of the lesion's logits.</param>
internal sealed record SceneOutcome(
    SceneScore Score, IReadOnlyList<(string Name, double Iou)> Classes, IReadOnlyList<SceneLeftOut> LeftOut, (double Scene, double Lesion) Temperatures)
{
    /// <summary>The figures for the card.</summary>
    public Dictionary<string, double> Metrics(long parameters, double difference)
    {
        var metrics = new Dictionary<string, double>
        {
            ["parameters"] = parameters,
            ["onnx_max_logit_difference"] = difference,
            ["temperature"] = Math.Round(Temperatures.Scene, 4),
            ["lesion_temperature"] = Math.Round(Temperatures.Lesion, 4),
        };
        Add(metrics, "validation_simulator_mean_iou", Score.SimulatorIou);
        Add(metrics, "validation_instruments_over_tissue_iou", Score.CompositeIou);
        Add(metrics, "validation_lesion_dice", Score.LesionDice);
        Add(metrics, "validation_instrument_iou", Score.InstrumentIou);
        foreach (var (name, iou) in Classes)
        {
            Add(metrics, $"simulator_iou_{name}", iou);
        }

        foreach (var group in LeftOut)
        {
            Add(metrics, $"left_out_{group.Group}_instrument_iou", group.InstrumentIou);
            Add(metrics, $"left_out_{group.Group}_lesion_dice", group.LesionDice);
        }

        return metrics;
    }

    private static void Add(Dictionary<string, double> metrics, string name, double value)
    {
        if (double.IsFinite(value))
        {
            metrics[name] = Math.Round(value, 4);
        }
    }
}
