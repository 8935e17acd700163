using SurgicalAI.Control.Safety;
using SurgicalAI.Sim.Checks.Gates;

namespace SurgicalAI.Tests.Control.Gate;

public sealed class GateTrialTests
{
    private const int Sequences = 150;
    private const int CommandsEach = 700;

    // Found by `bench gate`: a jaw that turned so that its other end became the nearest point between two looks, and a surface whose nearest
    // face changed; both closed in up to 17 % too fast.
    [Theory]
    [InlineData(4294973179UL)]
    [InlineData(4294973191UL)]
    [InlineData(4294974307UL)]
    [InlineData(4294970650UL)]
    [InlineData(4294971580UL)]
    [InlineData(4294976137UL)]
    public void Play_SequenceThatOnceClosedInTooFast_KeepsEveryLimit(ulong seed)
    {
        var score = new GateScore();
        GateTrial.Play(seed, 1000, score);
        Assert.All(Enum.GetValues<GateLimit>(), limit => Assert.Equal(0, score.Violations(limit)));
    }

    // A quick share of `bench gate`: about 100,000 commands with one arm, one arm among obstacles, and two arms.
    [Fact]
    public void Play_AHundredThousandCommands_NothingPassesALimitAndEveryRuleIsMet()
    {
        // What the first calls allocate is the compiler's.
        for (var i = 0UL; i < 6; i++)
        {
            GateTrial.Play(i, CommandsEach, new GateScore());
        }

        var scores = new GateScore[Sequences];
        Parallel.For(0, Sequences, i => GateTrial.Play((ulong)i + 1, CommandsEach, scores[i] = new GateScore()));
        foreach (var limit in Enum.GetValues<GateLimit>())
        {
            var where = Enumerable.Range(0, Sequences).Where(i => scores[i].Violations(limit) > 0).Select(i => $"{i + 1}: {scores[i].Violations(limit)}");
            Assert.True(scores.Sum(s => s.Violations(limit)) == 0, $"{limit} in sequence {string.Join(", ", where)}");
        }

        foreach (var rule in Enum.GetValues<GateRule>().Where(r => r != GateRule.None))
        {
            Assert.True(scores.Sum(s => s.Tally.Clamped(rule) + s.Tally.Refused(rule)) > 20, $"{rule} hardly fired");
        }

        Assert.Equal(0, scores.Sum(s => s.AllocatedBytes));
    }
}
