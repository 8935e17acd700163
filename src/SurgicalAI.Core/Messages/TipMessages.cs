using SurgicalAI.Core.Frames;

namespace SurgicalAI.Core.Messages;

/// <summary>Axis of a shaft in a picture.</summary>
/// <param name="XPx">A point of it, pixels of the picture as captured.</param>
/// <param name="YPx">The same, down.</param>
/// <param name="DirectionX">Unit direction towards the tip.</param>
/// <param name="DirectionY">The same, down.</param>
public readonly record struct SeenAxis(double XPx, double YPx, double DirectionX, double DirectionY);

/// <summary>A tool's tip followed through the pictures of one eye.</summary>
/// <param name="Track">Number that stays with the tool in this eye; from 1.</param>
/// <param name="XPx">Tip, pixels of the picture as captured.</param>
/// <param name="YPx">The same, down.</param>
/// <param name="SdPx">Its standard deviation.</param>
/// <param name="Foretold">True when this picture does not show the tool.</param>
/// <param name="Axis">Axis of its shaft; null when it is not seen.</param>
public readonly record struct EyeTip(int Track, double XPx, double YPx, double SdPx, bool Foretold, SeenAxis? Axis);

/// <summary>A tool's tip in space.</summary>
/// <param name="Track">Number of the left eye's track that it is seen as; 0 when it is not seen.</param>
/// <param name="P_ecm">Middle between the ends of the jaws, endoscope's frame, metres.</param>
/// <param name="SdM">Standard deviation, all three axes together, metres.</param>
/// <param name="Hidden">True when the picture shows no end of the jaws that fits.</param>
/// <param name="WithArm">True for the tool of this topic's arm, whose reports are in it.</param>
public readonly record struct SpaceTip(int Track, Vec3 P_ecm, double SdM, bool Hidden, bool WithArm);

/// <summary>Tips of the tools in one picture or pair of pictures.</summary>
/// <param name="Header">Stamp = capture of the picture; sequence; session of the engine.</param>
/// <param name="Left">Tips in the left eye; at most 12.</param>
/// <param name="Right">Tips in the right eye; empty for one eye.</param>
/// <param name="Tips">Tips in space; empty for one eye.</param>
public sealed record TipsMessage(Header Header, IReadOnlyList<EyeTip> Left, IReadOnlyList<EyeTip> Right, IReadOnlyList<SpaceTip> Tips);
