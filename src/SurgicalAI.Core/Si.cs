namespace SurgicalAI.Core;

/// <summary>Factors to SI units, used at the border: <c>25 * Si.Mm</c> is 0.025 m.</summary>
public static class Si
{
    /// <summary>Millimetre, in metres.</summary>
    public const double Mm = 1e-3;

    /// <summary>Degree, in radians.</summary>
    public const double Deg = Math.PI / 180.0;

    /// <summary>Millisecond, in nanoseconds (time stamps are integers of nanoseconds).</summary>
    public const long MsNs = 1_000_000;

    /// <summary>Second, in nanoseconds.</summary>
    public const long SNs = 1_000_000_000;
}
