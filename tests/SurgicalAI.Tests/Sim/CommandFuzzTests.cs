using SurgicalAI.Sim.Fuzz;

namespace SurgicalAI.Tests.Sim;

/// <summary>The quick share of what <c>bench arbiter</c> runs by the million.</summary>
public sealed class CommandFuzzTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Run_RandomAndAdversarialSequences_NothingMovesWhereItMustNot(ulong seed)
    {
        var result = new CommandFuzz(seed).Run(0, 4_000, TestContext.Current.CancellationToken);
        Assert.Equal("", result.Wrong);
        Assert.Equal((4_000, 32_000), (result.Sequences, result.Ticks));

        // Enough of it moves, and enough is refused: otherwise the run would prove nothing.
        Assert.True(result.MovedTicks > result.Ticks / 10 && result.Refused > result.Ticks / 100, $"{result}");
    }

    [Fact]
    public void Run_SameSeed_IsTheSameRun() => Assert.Equal(new CommandFuzz(9).Run(0, 400), new CommandFuzz(9).Run(0, 400));
}
