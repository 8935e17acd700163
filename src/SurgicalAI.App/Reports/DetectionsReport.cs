using System.Text.Json.Serialization;

namespace SurgicalAI.App.Reports;

/// <summary>What <c>segment --detect</c> found; keys as in docs/segment.md.</summary>
/// <param name="Source">What was read, as it was named.</param>
/// <param name="RateHz">Frames of a second of video; null for pictures.</param>
/// <param name="Model">Network.</param>
/// <param name="TellsLesions">False when the network knows no lesions, so that none could be found.</param>
/// <param name="Threshold">Least score of a detection.</param>
/// <param name="Frames">Frames in order.</param>
internal sealed record DetectionsReport(string Source, double? RateHz, ModelReport Model, bool TellsLesions, double Threshold, IReadOnlyList<FrameDetections> Frames)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/detections/1";
}

/// <summary>One frame.</summary>
/// <param name="Name">Name of its label map, without the extension.</param>
/// <param name="TimeS">Time from the video's first frame, seconds; null for pictures.</param>
/// <param name="WidthPx">Width, pixels.</param>
/// <param name="HeightPx">Height, pixels.</param>
/// <param name="Quality">What the picture is worth.</param>
/// <param name="Field">Where the endoscope's picture is in it.</param>
/// <param name="Boxes">Lesions that were found.</param>
/// <param name="Tools">Instruments that were found.</param>
internal sealed record FrameDetections(
    string Name, double? TimeS, int WidthPx, int HeightPx, QualityFigures Quality, FieldFigures Field, IReadOnlyList<LesionDetection> Boxes, IReadOnlyList<ToolDetection> Tools);

/// <summary>What is wrong with a frame, and by how much confidence in it is lowered (1 for a good one).</summary>
internal sealed record QualityFigures(bool Blurred, bool Smoky, bool OverExposed, bool Dark, bool OutOfBody, double Trust);

/// <summary>Where the endoscope's picture is.</summary>
/// <param name="Shape">whole, rectangle or circle.</param>
/// <param name="Box">Left, top, width, height of the box around it, pixels of the frame.</param>
/// <param name="Circle">Centre and radius, pixels; null for other shapes.</param>
internal sealed record FieldFigures(string Shape, IReadOnlyList<int> Box, IReadOnlyList<double>? Circle);

/// <summary>One thing found.</summary>
/// <param name="Label">Name in labels.json.</param>
/// <param name="Box">Left, top, width, height, pixels of the frame.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Track">Number that the same thing keeps over the frames of a video; null for pictures.</param>
internal sealed record LesionDetection(string Label, IReadOnlyList<double> Box, double Score, int? Track);

/// <summary>An instrument; points are [x, y], pixels of the frame, pixel centres at integers.</summary>
/// <param name="Tip">Its end, or the middle between the jaws' ends; null when it is not in the picture.</param>
/// <param name="Ends">Ends of the jaws that are seen, at most two.</param>
/// <param name="TipSdPx">Standard deviation of an end along its jaw, pixels; null without a tip.</param>
/// <param name="Shaft">Its shaft; null when too little of it is in the picture.</param>
/// <param name="Track">Number that the same tool keeps over the frames of a video, from its second sighting on; null for pictures.</param>
internal sealed record ToolDetection(IReadOnlyList<double>? Tip, IReadOnlyList<IReadOnlyList<double>> Ends, double? TipSdPx, ShaftFigures? Shaft, int? Track);

/// <summary>A shaft.</summary>
/// <param name="Point">A point of its axis.</param>
/// <param name="Direction">Unit direction of the axis, towards the tip.</param>
/// <param name="WidthPx">Width, pixels; 0 when its two edges are not both seen.</param>
internal sealed record ShaftFigures(IReadOnlyList<double> Point, IReadOnlyList<double> Direction, double WidthPx);
