using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Learning.Quantisation;

/// <summary>How a network is brought to 8 bits.</summary>
public sealed record QuantisationOptions
{
    /// <summary>Frames from which ranges are taken, spread evenly over the set; as many others between them are compared.</summary>
    public int Frames { get; init; } = 48;

    /// <summary>Share of an activation's values that its range must hold on either side; 1 takes the smallest and the greatest.</summary>
    public double Share { get; init; } = 0.9999;

    /// <summary>
    /// Bits of a weight: 7 where the processor adds products of bytes in 16 bits that may overflow (AVX2 without VNNI), else 8.
    /// </summary>
    public int WeightBits { get; init; } = 7;

    /// <summary>Threads of ONNX Runtime; 0 takes every core.</summary>
    public int Threads { get; init; }

    /// <summary>Checks the values.</summary>
    /// <exception cref="UserErrorException">One makes no sense.</exception>
    public QuantisationOptions Validate() => Frames >= 1 && Share is > 0.9 and <= 1 && WeightBits is 7 or 8 && Threads >= 0
        ? this
        : throw new UserErrorException("Quantisation: at least one frame, a share above 0.9 and at most 1, weights of 7 or 8 bits, threads not negative.");
}
