namespace SurgicalAI.Vision.Overlay;

/// <summary>A colour to draw with.</summary>
/// <param name="Blue">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Red">0 to 255.</param>
public readonly record struct Ink(byte Blue, byte Green, byte Red);
