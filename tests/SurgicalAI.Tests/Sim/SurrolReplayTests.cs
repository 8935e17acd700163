using SurgicalAI.Sim.Replay;

namespace SurgicalAI.Tests.Sim;

public sealed class SurrolReplayTests
{
    private const int Episodes = 3;

    // 0.2 s is 100 control steps; three episodes of each task stand for the hundred that the simulator's replay command runs.
    [Theory]
    [InlineData("GauzeRetrieve", 35)]
    [InlineData("NeedlePick", 40)]
    [InlineData("NeedleReach", 19)]
    [InlineData("PegTransfer", 38)]
    public void Run_RecordedActions_FollowTheRecordedTipWithinAMillimetre(string task, int medianSteps)
    {
        var episodes = SurrolEpisodes.Load(Recording(task));
        var result = SurrolReplay.Run(episodes, Episodes, TestContext.Current.CancellationToken);
        Assert.Equal((task, Episodes, 0), (result.Task, result.Episodes, result.Unreachable));
        Assert.InRange(result.TipErrorP95M, 1e-6, 1e-3);
        Assert.InRange(result.TurnErrorP95Rad, 0, 0.03);
        Assert.Equal(100, episodes.Count);
        Assert.Equal(medianSteps, Enumerable.Range(0, 100).Select(e => episodes.StepsToSuccess(e) ?? int.MaxValue).Order().ElementAt(50));
    }

    private static string Recording(string task)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SurgicalAI.sln")))
        {
            folder = folder.Parent;
        }

        var path = Path.Combine(folder?.FullName ?? ".", "..", "shared", "data", "demonstrations", "surrol", $"{task}-v0_random_100_plain.npz");
        Assert.SkipUnless(File.Exists(path), "shared/data/demonstrations/surrol is not here.");
        return path;
    }
}
