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

    /// <summary>
    /// What the full path takes beyond the network, in shares of the network's time: the median over frames of neighbours in time, so that a
    /// machine that changes its pace between two frames weighs on neither side.
    /// </summary>
    public double Overhead => Full.Zip(Network, (full, network) => (full / network) - 1).Order().ElementAt(Full.Count / 2);

    /// <summary>The peers' whole way.</summary>
    public IReadOnlyList<(string Name, List<double> Times)> Peers { get; } = [.. peers.Select(name => (name, new List<double>(count)))];
}
