using System.Net;
using SurgicalAI.App.WebConsole;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Tests.Native.WebConsole;

public sealed class OperatorRequestTests
{
    [Fact]
    public async Task Stop_FromOwnPage_ReachesTheEngineAndLatchesUntilTheArmConfirms()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var reasons = new List<string>();
        console.Feed.StopRequested += reasons.Add;
        console.Feed.PublishState(ConsoleFixture.State(CrtkState.Enabled));

        using var answer = await console.PostAsync("/api/stop", "", console.Origin);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Single(reasons);
        Assert.Equal(StopPhase.Requested, console.Feed.Stop.Phase);
        console.Feed.PublishState(ConsoleFixture.State(CrtkState.Enabled));
        Assert.Equal(StopPhase.Requested, console.Feed.Stop.Phase);
        console.Feed.PublishState(ConsoleFixture.State(CrtkState.Paused));
        Assert.Equal(StopPhase.Confirmed, console.Feed.Stop.Phase);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://localhost:1")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task Stop_FromElsewhere_IsRefused(string? origin)
    {
        await using var console = await ConsoleFixture.StartAsync();
        var heard = 0;
        console.Feed.StopRequested += _ => heard++;

        using var answer = await console.PostAsync("/api/stop", "{}", origin);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain('\n', await answer.Content.ReadAsStringAsync());
        Assert.Equal(0, heard);
    }

    [Fact]
    public async Task AnyRequest_UnderAForeignHostName_IsRefused()
    {
        await using var console = await ConsoleFixture.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = "rebound.example";

        using var answer = await console.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Stop_WithNobodyListening_SaysThatItWasNotHeard()
    {
        await using var console = await ConsoleFixture.StartAsync();

        using var answer = await console.PostAsync("/api/stop", "{}", console.Origin);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("emergency stop", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Stop_EngineThrows_SaysWhyInOneLine()
    {
        await using var console = await ConsoleFixture.StartAsync();
        console.Feed.StopRequested += _ => throw new InvalidOperationException("bus\ngone");

        using var answer = await console.PostAsync("/api/stop", "{}", console.Origin);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("bus gone", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("""{"deliberate":true}""", HttpStatusCode.Accepted, 1)]
    [InlineData("""{"deliberate":false}""", HttpStatusCode.BadRequest, 0)]
    [InlineData("{}", HttpStatusCode.BadRequest, 0)]
    [InlineData("{", HttpStatusCode.BadRequest, 0)]
    public async Task Resume_OnlyWhenDeliberate_ReachesTheEngine(string json, HttpStatusCode expected, int heard)
    {
        await using var console = await ConsoleFixture.StartAsync();
        var resumes = 0;
        console.Feed.ResumeRequested += () => resumes++;

        using var answer = await console.PostAsync("/api/resume", json, console.Origin);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(heard, resumes);
    }

    [Fact]
    public async Task Resume_AfterStop_ClearsOnlyWhenTheArmIsEnabled()
    {
        await using var console = await ConsoleFixture.StartAsync();
        console.Feed.StopRequested += _ => { };
        console.Feed.ResumeRequested += () => { };
        using var stop = await console.PostAsync("/api/stop", "{}", console.Origin);
        console.Feed.PublishState(ConsoleFixture.State(CrtkState.Paused));

        using var resume = await console.PostAsync("/api/resume", """{"deliberate":true}""", console.Origin);

        console.Feed.PublishState(ConsoleFixture.State(CrtkState.Paused));
        Assert.Equal(StopPhase.Rearming, console.Feed.Stop.Phase);
        console.Feed.PublishState(ConsoleFixture.State(CrtkState.Enabled));
        Assert.Equal(StopPhase.None, console.Feed.Stop.Phase);
    }

    [Theory]
    [InlineData("share", ControlMode.Share)]
    [InlineData("autonomous", ControlMode.Autonomous)]
    public async Task Mode_Known_ReachesTheEngine(string word, ControlMode expected)
    {
        await using var console = await ConsoleFixture.StartAsync();
        var wishes = new List<ControlMode>();
        console.Feed.ModeRequested += wishes.Add;

        using var known = await console.PostAsync("/api/mode", $$"""{"mode":"{{word}}"}""", console.Origin);
        using var unknown = await console.PostAsync("/api/mode", """{"mode":"full-speed"}""", console.Origin);
        using var number = await console.PostAsync("/api/mode", """{"mode":3}""", console.Origin);

        Assert.Equal(HttpStatusCode.Accepted, known.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, number.StatusCode);
        Assert.Equal([expected], wishes);
    }

    [Fact]
    public async Task Decision_OvertakenByARelease_IsRefused()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var heard = new List<(DecisionKind Kind, int Suggestion)>();
        console.Feed.DecisionMade += (kind, suggestion, _) => heard.Add((kind, suggestion));

        using var hold = await console.PostAsync("/api/decision", Decision("hold", 1), console.Origin);
        using var release = await console.PostAsync("/api/decision", Decision("release", 3), console.Origin);
        using var late = await console.PostAsync("/api/decision", Decision("hold", 2), console.Origin);

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal([(DecisionKind.Hold, 7), (DecisionKind.Release, 7)], heard);
    }

    [Fact]
    public async Task Decision_HoldWhileStopped_IsRefused()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var heard = 0;
        console.Feed.StopRequested += _ => { };
        console.Feed.DecisionMade += (_, _, _) => heard++;
        using var stop = await console.PostAsync("/api/stop", "{}", console.Origin);

        using var hold = await console.PostAsync("/api/decision", Decision("hold", 1), console.Origin);

        Assert.Equal(HttpStatusCode.Conflict, hold.StatusCode);
        Assert.Equal(0, heard);
    }

    private static string Decision(string kind, int number) =>
        $$"""{"kind":"{{kind}}","suggestion":7,"reason":"","page":"p","number":{{number}}}""";
}
