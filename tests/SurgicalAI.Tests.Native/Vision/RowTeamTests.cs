using SurgicalAI.Vision.Segmentation.Cells;

namespace SurgicalAI.Tests.Native.Vision;

public sealed class RowTeamTests
{
    [Theory]
    [InlineData(1, 64)]
    [InlineData(2, 64)]
    [InlineData(2, 3)]
    public void Run_AgainAndAgain_DoesEachRowOnceBeforeItReturns(int workers, int rows)
    {
        var done = new int[rows];
        using var team = new RowTeam(workers, rows, (first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                Interlocked.Increment(ref done[row]);
            }
        });
        for (var run = 1; run <= 2000; run++)
        {
            team.Run();
            Assert.All(done, times => Assert.Equal(run, times));
        }
    }

    [Fact]
    public void Dispose_Twice_EndsInOrder()
    {
        var team = new RowTeam(2, 8, (_, _) => { });
        team.Run();
        team.Dispose();
        team.Dispose();
    }
}
