using System.Text;

namespace SurgicalAI.App.Benchmarks.Fuzz;

/// <summary>What a hostile or broken peer does; each is one visit.</summary>
internal static class Attacks
{
    private const int PacketsOfAVisit = 200;
    private const int SwarmSize = 100;

    /// <summary>All, by name.</summary>
    public static IReadOnlyList<(string Name, Action<int, Random> Visit)> All { get; } =
    [
        ("random-bytes", RandomBytes), ("malformed", Malformed), ("oversized", Oversized), ("payloads", BadPayloads),
        ("topic-flood", TopicFlood), ("topic-text", TopicText), ("subscriptions", Subscriptions), ("swarm", Swarm), ("sleeper", Sleeper),
    ];

    private static void RandomBytes(int port, Random random)
    {
        using var line = new AttackLine(port);
        if (random.Next(2) == 0)
        {
            line.Connect($"noise-{random.Next()}");
        }

        for (var i = 0; i < 20 && !line.IsOver; i++)
        {
            line.Send(Payloads.Noise(random, random.Next(1, 8192)));
            line.Drain();
        }
    }

    private static void Malformed(int port, Random random)
    {
        using var line = new AttackLine(port);
        line.Connect($"broken-{random.Next()}");
        for (var i = 0; i < PacketsOfAVisit && !line.IsOver; i++)
        {
            var topic = Encoding.UTF8.GetBytes(Payloads.Topics[random.Next(Payloads.Topics.Count)]);
            var packet = random.Next(3) switch
            {
                0 => Packets.Frame((byte)random.Next(256), Payloads.Noise(random, random.Next(64))),
                1 => Packets.Subscribe("surgicalai/#"),
                _ => Packets.Publish(topic, Payloads.Next(random), (byte)random.Next(16)),
            };
            packet[random.Next(Math.Min(packet.Length, 12))] ^= (byte)(1 << random.Next(8));
            line.Send(packet);
            line.Drain();
        }
    }

    private static void Oversized(int port, Random random)
    {
        using var line = new AttackLine(port);
        if (random.Next(4) > 0)
        {
            line.Connect($"giant-{random.Next()}");
        }

        var claimed = random.Next(3) == 0 ? 268_435_455 : random.Next(70_000, 268_435_455);
        line.Send([(byte)(random.Next(2) == 0 ? 0x30 : 0x10), .. Packets.Length(claimed)]);
        for (var i = 0; i < 16 && !line.IsOver; i++)
        {
            line.Send(new byte[64 * 1024]);
        }
    }

    private static void BadPayloads(int port, Random random)
    {
        using var line = new AttackLine(port);
        line.Connect($"liar-{random.Next()}");
        for (var i = 0; i < PacketsOfAVisit && !line.IsOver; i++)
        {
            var topic = Encoding.UTF8.GetBytes(Payloads.Topics[random.Next(Payloads.Topics.Count)]);
            line.Send(Packets.Publish(topic, Payloads.Next(random), (byte)(random.Next(2) | (random.Next(2) << 1))));
            line.Drain();
        }
    }

    // As fast as it goes, and each wants to be kept: names of ours with arms that nobody has, and names of nobody's.
    private static void TopicFlood(int port, Random random)
    {
        using var line = new AttackLine(port);
        line.Connect($"flood-{random.Next()}");
        for (var i = 0; i < 20 * PacketsOfAVisit && !line.IsOver; i++)
        {
            var topic = random.Next(2) == 0 ? $"surgicalai/sim/arm{random.Next(1_000_000)}/measured_js" : $"noise/{random.Next(1_000_000)}";
            line.Send(Packets.Publish(Encoding.UTF8.GetBytes(topic), Payloads.Noise(random, 256), 1));
            if (i % 100 == 0)
            {
                line.Drain();
            }
        }
    }

    private static void TopicText(int port, Random random)
    {
        using var line = new AttackLine(port);
        line.Connect($"babel-{random.Next()}");
        byte[][] topics = [[0xFF, 0xFE], [0xC0, 0x80], [0xED, 0xA0, 0x80], [.. "surgicalai/sim/psm1/servo_"u8, 0xFF], [0], [], [.. "surgicalai/#"u8], Payloads.Noise(random, 60_000)];
        line.Send(Packets.Publish(topics[random.Next(topics.Length)], Payloads.Next(random), 0));
        line.Drain();
    }

    private static void Subscriptions(int port, Random random)
    {
        using var line = new AttackLine(port);
        line.Connect($"curious-{random.Next()}");
        for (var i = 0; i < 5 * PacketsOfAVisit && !line.IsOver; i++)
        {
            line.Send(Packets.Subscribe(random.Next(2) == 0 ? $"surgicalai/{random.Next()}/#" : $"{new string('+', random.Next(1, 2000))}/#"));
            line.Drain();
        }
    }

    private static void Swarm(int port, Random random)
    {
        var lines = Enumerable.Range(0, SwarmSize).Select(_ => new AttackLine(port)).ToArray();
        Thread.Sleep(random.Next(200));
        foreach (var line in lines)
        {
            line.Dispose();
        }
    }

    private static void Sleeper(int port, Random random)
    {
        using var line = new AttackLine(port);
        line.Connect($"sleeper-{random.Next()}");
        line.Send(Packets.Subscribe("surgicalai/#"));
        Thread.Sleep(random.Next(2000));
    }
}
