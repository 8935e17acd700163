namespace SurgicalAI.App.Benchmarks.Vision;

/// <summary>Another way from a frame to the same three maps with the same weights.</summary>
internal interface IVisionPeer : IDisposable
{
    /// <summary>Name for the report.</summary>
    string Name { get; }

    /// <summary>Labels of the last frame (height x width of the network).</summary>
    ReadOnlySpan<byte> Labels { get; }

    /// <summary>Maps a frame.</summary>
    /// <returns>Time of the whole way, ms.</returns>
    double Run(byte[] frame);
}
