namespace SurgicalAI.Core.Outcomes;

/// <summary>A network's run failed on its compute device. Nothing that was computed since can be trusted; the run ends, and no other device takes over by itself.</summary>
public sealed class DeviceLostException : Exception
{
    /// <summary>With one clear line.</summary>
    /// <param name="message">Which network, on which device, and what the device said.</param>
    /// <param name="inner">What the library threw.</param>
    public DeviceLostException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
