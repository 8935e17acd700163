using SurgicalAI.Core.Ports;
using SurgicalAI.Inference;
using SurgicalAI.Pipeline.Engine;

namespace SurgicalAI.App.Engine;

/// <summary>The open parts of a run; whoever opened them closes them.</summary>
internal sealed record RunParts(
    EngineGraph Graph, ICamera Camera, RobotLink Link, DeviceChoice Device, ISegmenter Segmenter, IPolicy? Policy);
