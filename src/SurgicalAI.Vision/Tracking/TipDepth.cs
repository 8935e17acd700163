namespace SurgicalAI.Vision.Tracking;

/// <summary>Disparity of a tip, and how good the match was.</summary>
/// <param name="Found">False when nothing in the other eye matches, or the way back leads elsewhere.</param>
/// <param name="DisparityPx">Ideal pixels at the tip.</param>
/// <param name="SdPx">Standard deviation, from the pictures' contrast and what is left unexplained.</param>
/// <param name="Correlation">Of the pixels of both eyes, at most 1.</param>
/// <param name="Slope">Change of the disparity by pixel towards the end: how far the jaw is tilted to the eye or away from it.</param>
public readonly record struct TipDepth(bool Found, double DisparityPx, double SdPx, double Correlation, double Slope = 0);
