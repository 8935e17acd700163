namespace SurgicalAI.Core.Time;

/// <summary>A value with the time of the real event it describes. The stamp is set once, at capture, and travels on.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="OriginNs">Unix time of capture, nanoseconds; 0 means invalid.</param>
/// <param name="Sequence">Number of the capture, increasing by one per capture of a source.</param>
public readonly record struct Stamped<T>(T Value, long OriginNs, int Sequence)
{
    /// <summary>Another value derived from the same capture.</summary>
    public Stamped<TOther> With<TOther>(TOther value) => new(value, OriginNs, Sequence);
}
