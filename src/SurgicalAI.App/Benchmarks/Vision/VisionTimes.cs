namespace SurgicalAI.App.Benchmarks.Vision;

/// <summary>Times of every frame, ms.</summary>
/// <param name="count">Frames for each contender.</param>
/// <param name="peers">Names of the peers.</param>
internal sealed class VisionTimes(int count, IEnumerable<string> peers)
{
    /// <summary>The engine's whole way from frame to maps.</summary>
    public List<double> Full { get; } = new(count);

    /// <summary>ONNX Runtime alone.</summary>
    public List<double> Network { get; } = new(count);

    /// <summary>The peers' whole way.</summary>
    public IReadOnlyList<(string Name, List<double> Times)> Peers { get; } = [.. peers.Select(name => (name, new List<double>(count)))];
}
