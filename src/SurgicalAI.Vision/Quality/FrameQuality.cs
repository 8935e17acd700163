namespace SurgicalAI.Vision.Quality;

/// <summary>What is known about a frame before anything is recognised in it.</summary>
/// <param name="Area">The endoscope's field.</param>
/// <param name="Statistics">Measures inside it.</param>
/// <param name="Faults">What is wrong with it.</param>
public readonly record struct FrameQuality(ContentArea Area, FrameStatistics Statistics, FrameFaults Faults)
{
    /// <summary>By how much confidence in what is seen is to be lowered: 1 for a good frame, halved by each fault, 0 outside the body.</summary>
    public double Trust => Faults.HasFlag(FrameFaults.OutOfBody) ? 0 : 1.0 / (1 << System.Numerics.BitOperations.PopCount((uint)Faults));
}
