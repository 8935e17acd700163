using System.Text;
using SurgicalAI.Transport;

namespace SurgicalAI.App.Benchmarks.Fuzz;

/// <summary>
/// Contents that no honest peer sends, on topics that the robot listens to. None may move an arm: each is broken, or a proper
/// command stamped long ago, however its bytes are changed.
/// </summary>
internal static class Payloads
{
    private const string OldServo = """{"header":{"stamp":{"sec":1000000000,"nanosec":0},"seq":1,"session":"fuzz"},"position":[0.5,0.5,0.15,0.5,0.5,0.5],"expires":{"sec":1000000001,"nanosec":0}}""";

    /// <summary>Full names of all topics of the first arm and the endoscope's.</summary>
    public static IReadOnlyList<string> Topics { get; } = [.. TopicRule.All.Select(rule => TopicRule.Prefix("sim", rule.Arm ?? "psm1") + rule.Suffix)];

    /// <summary>One content.</summary>
    public static byte[] Next(Random random) => random.Next(7) switch
    {
        0 => Deep(random),
        1 => WrongText(random),
        2 => Cut(random),
        3 => Changed(random),
        4 => Encoding.UTF8.GetBytes(OldServo.Replace("0.5", Numbers[random.Next(Numbers.Length)], StringComparison.Ordinal)),
        5 => Encoding.UTF8.GetBytes($$"""{"header":{{OldServo}},"{{new string('k', random.Next(50_000))}}":1}"""),
        _ => Noise(random, random.Next(4096)),
    };

    private static string[] Numbers { get; } = ["NaN", "1e999", "-1e308", "Infinity", "null", "\"0.5\"", "0.5e", "[]", "00.5", new('9', 5000)];

    /// <summary>Bytes of chance.</summary>
    public static byte[] Noise(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    // Up to the greatest message that the broker takes.
    private static byte[] Deep(Random random)
    {
        var depth = random.Next(1, 32_000);
        return Encoding.UTF8.GetBytes(random.Next(2) == 0
            ? new string('[', depth) + new string(']', depth)
            : string.Concat(Enumerable.Repeat("{\"header\":", depth / 5)));
    }

    private static byte[] WrongText(Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(OldServo);
        foreach (var wrong in (ReadOnlySpan<byte>)[0xFF, 0xC0, 0xED, 0xF8])
        {
            bytes[random.Next(bytes.Length)] = wrong;
        }

        return bytes;
    }

    private static byte[] Cut(Random random) => Encoding.UTF8.GetBytes(OldServo)[..random.Next(OldServo.Length)];

    // Eight digits of the year's seconds would all have to change to make it of today.
    private static byte[] Changed(Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(OldServo);
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }
}
