using System.Net.Http.Headers;
using System.Text;
using SurgicalAI.App.WebConsole;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Tests.Native.WebConsole;

/// <summary>A console on a free port, with an engine that does what it is asked at once.</summary>
internal sealed class ConsoleFixture : IAsyncDisposable
{
    private readonly ConsoleServer _server;

    private ConsoleFixture(ConsoleFeed feed, ConsoleServer server)
    {
        (Feed, _server) = (feed, server);
        Http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(20) };
    }

    public ConsoleFeed Feed { get; }

    public HttpClient Http { get; }

    public Uri Address => _server.Address;

    public string Origin => Address.GetLeftPart(UriPartial.Authority);

    public static async Task<ConsoleFixture> StartAsync()
    {
        var feed = new ConsoleFeed();
        return new(feed, await ConsoleServer.StartAsync(new ConsoleOptions(0), feed));
    }

    public static ConsoleState State(CrtkState state, string reason = "", ControlMode mode = ControlMode.Suggest) => new()
    {
        Arm = new("psm1", state, reason, IsHomed: true, IsSimulated: true, TipM: new(0.0123, -0.0045, 0.1032), JawRad: 0.42),
        Mode = mode,
        Suggestion = new(7, TimeProvider.System.NowNs(), ConfidenceWord.Medium),
        CaptureToSuggestion = new(100, 41.25, 63.5),
        CaptureToArm = new(100, 44.75, 71.5),
        FramesPerSecond = 29.9,
        PolicyStepsPerSecond = 29.7,
        Episodes = new("needle-reach", 12, 11),
        Gate = new(2304, 12, 3),
        Robot = new("ok"),
        Engine = new("ok"),
        BrokerConnected = true,
        Source = "sim:needle-reach",
        Device = "cpu",
        Models = ["endoscope-segmentation@1a2b3c4d5e6f", "needle-reach-act@9f8e7d6c5b4a"],
    };

    public async Task<HttpResponseMessage> PostAsync(string path, string json, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server.DisposeAsync();
    }
}
