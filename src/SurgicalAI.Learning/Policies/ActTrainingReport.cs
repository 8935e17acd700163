namespace SurgicalAI.Learning.Policies;

/// <summary>What a training came to.</summary>
/// <param name="Steps">Optimiser steps in all.</param>
/// <param name="BestStep">Step whose weights were kept.</param>
/// <param name="ValidationLoss">Mean absolute error of the kept weights on unseen episodes, in scaled units.</param>
/// <param name="PositionErrorM">Mean distance between planned and demonstrated setpoints there, over all steps of the plan, metres.</param>
/// <param name="Parameters">Parameters of the network at run time.</param>
/// <param name="ExportDifference">Largest difference between the exported network and the trained one.</param>
/// <param name="TrainingS">Time spent on optimiser steps and validations, seconds.</param>
/// <param name="Sha256">Hash of the exported network.</param>
public sealed record ActTrainingReport(
    int Steps,
    int BestStep,
    double ValidationLoss,
    double PositionErrorM,
    long Parameters,
    double ExportDifference,
    double TrainingS,
    string Sha256);
