using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Ports;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.App.Evaluation;

/// <summary>What there was at one step of an episode.</summary>
/// <param name="Scene">State of the simulator.</param>
/// <param name="Tool">Measured state of the tool.</param>
/// <param name="Plan">What the actor meant to do.</param>
internal readonly record struct StepRecord(SceneState Scene, ToolState Tool, PolicyPlan Plan);
