using Microsoft.Playwright;
using SurgicalAI.App.Evaluation;
using SurgicalAI.App.Viewer;
using SurgicalAI.Sim;
using SurgicalAI.Tests.Native.WebConsole;

namespace SurgicalAI.Tests.Native.Viewer;

/// <summary>The viewer's page in a real browser, over a running simulation and over a recording.</summary>
public sealed class ViewerPageTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private const string Step = "() => Number(document.getElementById('scene').dataset.step)";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("surgicalai-");
    private readonly List<string> _wrong = [];
    private IPage? _page;

    private IPage Page => _page ?? throw new InvalidOperationException("No page.");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(browser.Browser is null, "chromium is not installed (apt-get install chromium)");
        _page = await browser.Browser.NewPageAsync(new() { ViewportSize = new() { Width = 800, Height = 500 } });
        _page.Console += (_, message) => Keep(message.Type == "error", message.Text);
        _page.PageError += (_, error) => Keep(true, error);
    }

    [Fact]
    public async Task Live_PauseStepAndGoOn_SimulationObeys()
    {
        var (feed, control) = (new SceneFeed(), new ViewerControl());
        using var session = new ViewerSession(new SimOptions(), TaskDrivers.Hold, 3, feed, control);
        await using var server = await ViewerServer.LiveAsync(0, feed, control, CancellationToken.None);
        session.Start();
        await Page.GotoAsync(server.Address.ToString());
        await Page.WaitForFunctionAsync("() => Number(document.getElementById('scene').dataset.step) > 50");

        await Page.ClickAsync("#play");
        await Page.Locator("#play[aria-label=Play]").WaitForAsync();
        await Page.WaitForFunctionAsync("() => document.getElementById('pace').textContent === 'Standing'");
        var stands = await Page.EvaluateAsync<int>(Step);
        await Page.ClickAsync("#forth");
        await Page.WaitForFunctionAsync($"() => Number(document.getElementById('scene').dataset.step) === {stands + 1}");
        Assert.Equal(0, control.Speed);

        await Page.SelectOptionAsync("#speed", "0.25");
        await Page.ClickAsync("#play");
        await Page.WaitForFunctionAsync($"() => Number(document.getElementById('scene').dataset.step) > {stands + 20}");
        Assert.Equal(0.25, control.Speed);
        await Page.ClickAsync("#next");
        await Page.Locator("#episode:text-is('seed 4')").WaitForAsync();
        Assert.Null(session.Failure);
        Assert.Empty(_wrong);
    }

    [Fact]
    public async Task Recording_Scrubbed_ShowsStateAndLabels()
    {
        await using var server = await ViewerServer.RecordingAsync(0, Record(), CancellationToken.None);
        await Page.GotoAsync(server.Address.ToString());
        await Page.Locator("#outcome:text-is('Success')").WaitForAsync();
        await Page.EvaluateAsync("() => { const bar = document.getElementById('scrub'); bar.value = 10; bar.dispatchEvent(new Event('input')); }");
        await Page.WaitForFunctionAsync("() => document.getElementById('scene').dataset.step === '100'");
        Assert.StartsWith("0.200 s", await Page.Locator("#time").TextContentAsync());
        Assert.Equal("Running", await Page.Locator("#outcome").TextContentAsync());

        var plain = await PictureAsync();
        await Page.Keyboard.PressAsync("l");
        await Page.Locator("#legend li:text-is('needle')").WaitForAsync();
        var labels = await PictureAsync();
        Assert.NotEqual(plain, labels);
        await Page.Keyboard.PressAsync("3");
        await Page.Locator("[data-view=top][aria-checked=true]").WaitForAsync();
        Assert.NotEqual(labels, await PictureAsync());
        Assert.Empty(_wrong);
    }

    [Fact]
    public async Task Api_ForeignPage_IsRefused()
    {
        var control = new ViewerControl();
        await using var server = await ViewerServer.LiveAsync(0, new SceneFeed(), control, CancellationToken.None);
        using var http = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/sim") { Content = new StringContent("{\"paused\":true}") };
        request.Headers.Add("Origin", "http://elsewhere.example");
        using var answer = await http.SendAsync(request);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(1, control.Speed);
    }

    public async ValueTask DisposeAsync()
    {
        if (_page is not null)
        {
            await _page.CloseAsync();
        }

        _folder.Delete(recursive: true);
    }

    // A picture with something on it: what WebGL draws is gone from the canvas when the frame is shown, so the browser takes it.
    private async Task<string> PictureAsync()
    {
        await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await Page.Locator("#scene").ScreenshotAsync()));
    }

    private FileInfo Record()
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, "episode.scene"));
        EpisodeRecorder.Play(new SimOptions(), TaskDrivers.Expert, 3, file);
        return file;
    }

    private void Keep(bool isWrong, string text)
    {
        if (isWrong)
        {
            _wrong.Add(text);
        }
    }
}
