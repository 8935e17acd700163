using Microsoft.Playwright;
using SurgicalAI.App.WebConsole;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Tests.Native.WebConsole;

/// <summary>The page in a real browser (Debian's package chromium), with an engine that obeys it.</summary>
public sealed class ConsolePageTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private readonly CancellationTokenSource _end = new();
    private volatile bool _stopped;
    private volatile bool _frozen;
    private volatile bool _wrong;
    private ConsoleFixture? _console;
    private IPage? _page;
    private Task _engine = Task.CompletedTask;
    private int _accepted;

    private IPage Page => _page ?? throw new InvalidOperationException("No page.");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(browser.Browser is null, "chromium is not installed (apt-get install chromium)");
        _console = await ConsoleFixture.StartAsync();
        _console.Feed.StopRequested += _ => _stopped = true;
        _console.Feed.ResumeRequested += () => _stopped = false;
        _console.Feed.DecisionMade += (kind, _, _) => _ = kind == DecisionKind.Hold ? Interlocked.Increment(ref _accepted) : 0;
        _engine = RunEngineAsync(_console.Feed, _end.Token);
        _page = await browser.Browser.NewPageAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        _page.Console += (_, message) => _wrong |= message.Type == "error";
        _page.PageError += (_, _) => _wrong = true;
        await _page.GotoAsync(_console.Address.ToString());
    }

    [Fact]
    public async Task Page_WithPictures_ShowsThemAndTheirAge()
    {
        await Page.Locator("#age[data-age=fresh], #age[data-age=late]").WaitForAsync();
        await Page.WaitForFunctionAsync("() => Number(document.getElementById('picture').dataset.sequence) > 2");
        var blue = await Page.EvaluateAsync<int>("() => document.getElementById('picture').getContext('2d').getImageData(30, 18, 1, 1).data[2]");
        Assert.InRange(blue, 120, 255);
        await Page.Locator("#age[data-age=fresh]:has-text('ms old')").WaitForAsync();

        _frozen = true;
        await Page.Locator("#old").WaitForAsync();
        Assert.Equal("PICTURE IS OLD", await Page.Locator("#old").TextContentAsync());
        await Page.Locator("#accept:disabled").WaitForAsync();
        Assert.False(_wrong);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Space")]
    [InlineData("Escape")]
    public async Task Stop_PressedThenRearmHeld_LatchesAndClears(string key)
    {
        await Page.Locator("#arm-state[data-state=enabled]").WaitForAsync();
        Assert.False(await Page.Locator("#stopped").IsVisibleAsync());

        await (key.Length == 0 ? Page.ClickAsync("#stop") : Page.Keyboard.PressAsync(key));

        await Page.Locator("#stopped-title:text-is('Stopped')").WaitForAsync();
        Assert.True(_stopped);
        Assert.Contains("operator", await Page.Locator("#stopped-reason").TextContentAsync());
        await Page.ClickAsync("#rearm");
        await Page.Locator("#rearm:not(.held)").WaitForAsync();
        Assert.True(_stopped);

        await Page.HoverAsync("#rearm");
        await Page.Mouse.DownAsync();
        await Page.Locator("#stopped").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await Page.Mouse.UpAsync();
        Assert.False(_stopped);
        Assert.False(_wrong);
    }

    [Fact]
    public async Task Accept_HeldByKey_RepeatsUntilLetGo()
    {
        // A browser on a busy machine may find its picture old and rightly let go; then the key is pressed anew.
        do
        {
            await Page.Keyboard.UpAsync("a");
            Interlocked.Exchange(ref _accepted, 0);
            await Page.Locator("#accept:enabled").WaitForAsync();
            await Page.Keyboard.DownAsync("a");
        }
        while (!await IsRepeatedWhileHeldAsync(3));

        await Page.Keyboard.UpAsync("a");
        await Page.Locator("#accept:not(.held)").WaitForAsync();
        Assert.False(_wrong);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _engine;
        if (_page is not null)
        {
            await _page.CloseAsync();
        }

        if (_console is not null)
        {
            await _console.DisposeAsync();
        }

        _end.Dispose();
    }

    // False when the page let go before.
    private async Task<bool> IsRepeatedWhileHeldAsync(int times)
    {
        while (Volatile.Read(ref _accepted) < times)
        {
            if (await Page.Locator("#accept.held").CountAsync() == 0)
            {
                return false;
            }
        }

        return true;
    }

    private async Task RunEngineAsync(ConsoleFeed feed, CancellationToken end)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(33));
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            if (!_frozen)
            {
                feed.PublishPicture(Pictures.Blue, TimeProvider.System.NowNs(), i);
            }

            feed.PublishState(ConsoleFixture.State(_stopped ? CrtkState.Paused : CrtkState.Enabled));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
