using System.Text.Json;
using SurgicalAI.App.WebConsole;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Tests.Native.WebConsole;

public sealed class ConsoleServerTests
{
    [Fact]
    public async Task StartAsync_PortInUse_IsOneLineNamingPortAndOption()
    {
        await using var first = await ConsoleFixture.StartAsync();
        var port = first.Address.Port;

        var error = await Assert.ThrowsAsync<UserErrorException>(() => ConsoleServer.StartAsync(new ConsoleOptions(port), new ConsoleFeed()));

        Assert.Contains(port.ToString(), error.Message);
        Assert.Contains("--console-port", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task DisposeAsync_WithViewers_EndsTheirStreamsAndFreesThePort()
    {
        var console = await ConsoleFixture.StartAsync();
        using var http = new HttpClient { BaseAddress = console.Address };
        await using var pictures = await http.GetStreamAsync("/video/left");
        await using var events = await http.GetStreamAsync("/events");
        var port = console.Address.Port;

        await console.DisposeAsync();

        await using var again = await ConsoleServer.StartAsync(new ConsoleOptions(port), new ConsoleFeed());
        Assert.Equal(port, again.Address.Port);
    }

    [Fact]
    public async Task Events_AfterPublish_CarryTheState()
    {
        await using var console = await ConsoleFixture.StartAsync();
        console.Feed.PublishState(ConsoleFixture.State(CrtkState.Paused, "watchdog"));
        using var lines = new StreamReader(await console.Http.GetStreamAsync("/events"));

        using var json = await NextEventAsync(lines);

        var state = json.RootElement.GetProperty("state");
        Assert.Equal("paused", state.GetProperty("arm").GetProperty("state").GetString());
        Assert.Equal("watchdog", state.GetProperty("arm").GetProperty("reason").GetString());
        Assert.Equal("suggest", state.GetProperty("mode").GetString());
        Assert.Equal(63.5, state.GetProperty("capture_to_suggestion").GetProperty("p99").GetDouble());
        Assert.Equal(12, state.GetProperty("gate").GetProperty("clamped").GetInt32());
        Assert.Equal("medium", state.GetProperty("suggestion").GetProperty("confidence").GetString());
    }

    [Fact]
    public async Task Events_NothingPublished_StillTick()
    {
        await using var console = await ConsoleFixture.StartAsync();
        using var lines = new StreamReader(await console.Http.GetStreamAsync("/events"));

        using var first = await NextEventAsync(lines);
        using var second = await NextEventAsync(lines);

        Assert.Equal(JsonValueKind.Null, first.RootElement.GetProperty("state").ValueKind);
        Assert.True(second.RootElement.GetProperty("now_ns").GetInt64() > first.RootElement.GetProperty("now_ns").GetInt64());
    }

    [Fact]
    public async Task Page_AllItsFiles_AreLocalAndWithoutInlineScript()
    {
        await using var console = await ConsoleFixture.StartAsync();

        using var answer = await console.Http.GetAsync("/");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Contains("Research software. Not a medical device.", page);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain("unsafe", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain("http", page);
        Assert.DoesNotContain("style=", page);
        using var script = await console.Http.GetAsync("/main.js");
        Assert.Equal("text/javascript", script.Content.Headers.ContentType?.MediaType);
    }

    private static async Task<JsonDocument> NextEventAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return JsonDocument.Parse(line["data: ".Length..]);
            }
        }

        throw new EndOfStreamException("The event stream ended.");
    }
}
