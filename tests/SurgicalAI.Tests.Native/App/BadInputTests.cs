using System.Net;
using System.Net.Sockets;
using SurgicalAI.Control.Kinematics;

namespace SurgicalAI.Tests.Native.App;

public sealed class BadInputTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("surgicalai-");

    [Theory]
    [InlineData("nosuch.mp4", "run", "--source", "nosuch.mp4", "--json", "out.json", "--save-overlay", "out.mp4")]
    [InlineData("cuda", "demo", "--headless", "--seconds", "1", "--device", "cuda", "--broker-port", "0", "--json", "out.json")]
    [InlineData("fly", "demo", "--headless", "--seconds", "1", "--mode", "fly")]
    [InlineData("no-such-task", "run", "--source", "sim:no-such-task")]
    [InlineData("--broker", "run", "--source", "sim:needle-reach", "--broker", "127.0.0.1:99999")]
    [InlineData("--size", "demo", "--size", "huge")]
    [InlineData("nosuch.json", "demo", "--headless", "--seconds", "1", "--broker-port", "0", "--json", "out.json", "--no-go", "nosuch.json")]
    [InlineData("nosuch.json", "sim", "--broker-port", "0", "--no-render", "--seconds", "1", "--no-go", "nosuch.json")]
    [InlineData("--commands", "bench", "gate", "--commands", "0")]
    [InlineData("--bogus", "demo", "--bogus")]
    [InlineData("gigantic", "train", "segmentation", "--preset", "gigantic")]
    [InlineData("needle-reach", "sim", "--task", "no-such-task", "--expert")]
    [InlineData("--expert", "sim", "--list", "--expert")]
    [InlineData("--workers", "sim", "--expert", "--workers", "0")]
    [InlineData("--episodes", "sim", "--fast", "--episodes", "0")]
    [InlineData("autopilot", "sim", "--fast", "--driver", "autopilot")]
    [InlineData("nosuch.json", "sim", "--expert", "--tool", "nosuch.json")]
    [InlineData("nosuch.scene", "sim", "--view", "nosuch.scene")]
    [InlineData("--seconds", "sim", "--real-time")]
    [InlineData("no-such-folder", "sim", "--replay", "no-such-folder")]
    [InlineData("is FORMAT:FOLDER", "eval", "segmentation", "--data", "endovis2015", "--json", "out.json")]
    [InlineData("no-such-folder", "eval", "segmentation", "--data", "endovis2015:no-such-folder", "--report", "out.html")]
    [InlineData("no-such-form", "eval", "segmentation", "--data", "no-such-form:.")]
    [InlineData("sim:mixed", "eval", "segmentation", "--data", "sim:no-such-scenes")]
    [InlineData("--tau", "eval", "segmentation", "--tau", "3")]
    [InlineData("--tau", "eval", "segmentation", "--data", "endovis2015:.", "--tau", "-1")]
    [InlineData("--source", "eval", "segmentation", "--data", "endovis2015:.", "--source", "sim")]
    [InlineData("nosuch.json", "eval", "ranking", "nosuch.json", "other.json")]
    [InlineData("prettiness", "eval", "ranking", "a.json", "b.json", "--metric", "prettiness")]
    [InlineData("no-such-folder", "segment", "--in", "no-such-folder", "--out", "labels")]
    [InlineData("no-such-model", "segment", "--in", ".", "--out", "labels", "--model", "no-such-model")]
    [InlineData("--frames", "segment", "--in", ".", "--out", "labels", "--frames", "0")]
    [InlineData("no-such-model", "bench", "vision", "--model", "no-such-model")]
    [InlineData("--frames", "bench", "vision", "--frames", "0")]
    [InlineData("no-such-folder", "model", "quantise", "--model", "m", "--calibrate", "pictures:no-such-folder", "--out", "o")]
    [InlineData("7 or 8", "model", "quantise", "--model", "m", "--calibrate", "pictures:.", "--out", "o", "--weight-bits", "4")]
    [InlineData("FORMAT:FOLDER", "dataset", "inspect", "no-such-folder")]
    [InlineData("no-such-folder", "dataset", "import", "--from", "coco", "--in", "no-such-folder", "--out", "set")]
    [InlineData("voc", "dataset", "import", "--from", "voc", "--in", ".", "--out", "set")]
    [InlineData("voc", "dataset", "convert", "--in", "pictures:.", "--to", "voc", "--out", "set")]
    [InlineData("frames.json", "dataset", "split", ".")]
    [InlineData("--val", "dataset", "split", ".", "--val", "-1")]
    public async Task Verb_BadArgument_OneLineAndExitCode2(string named, params string[] args) => await ExpectAsync(named, args);

    [Fact]
    public async Task NoGo_VolumeOfNoKind_OneLineThatNamesItAndExitCode2()
    {
        var file = Path.Combine(_folder.FullName, "egg.json");
        await File.WriteAllTextAsync(file, """{"volumes": [{"frame": "camera", "kind": "egg"}]}""", TestContext.Current.CancellationToken);
        await ExpectAsync("volumes[0]: 'kind' is 'egg'", "demo", "--headless", "--seconds", "1", "--broker-port", "0", "--json", "out.json", "--no-go", file);
    }

    [Fact]
    public async Task Run_TextFileNamedMp4_OneLineAndExitCode2()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "text.mp4"), "This is a text file.\n", TestContext.Current.CancellationToken);
        await ExpectAsync("text.mp4", "run", "--source", "text.mp4", "--json", "out.json", "--save-overlay", "out.mp4");
    }

    [Fact]
    public async Task Sim_ToolFileWithoutAField_OneLineNamingBoth()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "tool.json"), "{ \"name\": \"mine\" }\n", TestContext.Current.CancellationToken);
        await ExpectAsync("tool.json: ", "sim", "--task", "needle-reach", "--expert", "--tool", "tool.json", "--json", "out.json");
    }

    [Fact]
    public async Task Sim_ToolThatReachesNothing_ResetIsImpossible()
    {
        await using var builtIn = typeof(PsmModel).Assembly.GetManifestResourceStream("tools/lnd-400006.json")!;
        var data = await new StreamReader(builtIn).ReadToEndAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "stiff.json"), data.Replace("1.39626", "0.001", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await ExpectAsync("cannot be reset with seed", "sim", "--task", "needle-reach", "--expert", "--tool", "stiff.json", "--json", "out.json");
    }

    [Fact]
    public async Task Sim_ReportThatCannotBeWritten_IsRefusedBeforeTheWork()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "file"), "", TestContext.Current.CancellationToken);
        await ExpectAsync("file/out.json", "sim", "--expert", "--episodes", "100000", "--json", "file/out.json");
    }

    [Fact]
    public async Task Sim_NotARecording_OneLineAndExitCode2()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "text.scene"), "This is a text file.\n", TestContext.Current.CancellationToken);
        await ExpectAsync("text.scene", "sim", "--view", "text.scene");
    }

    [Fact]
    public async Task Run_ModeThatMovesWithoutRobot_OneLineAndExitCode2()
    {
        await ExpectAsync("--broker", "run", "--source", "clip.mp4", "--mode", "autonomous");
    }

    [Theory]
    [InlineData("--broker-port")]
    [InlineData("--console-port")]
    public async Task Demo_PortInUse_OneLineAndExitCode2(string option)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString();
        string[] other = option == "--broker-port" ? ["--headless"] : ["--broker-port", "0"];
        await ExpectAsync(port, ["demo", "--seconds", "1", option, port, "--json", "out.json", .. other]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task ExpectAsync(string named, params string[] args)
    {
        var before = _folder.GetFiles().Length;
        using var run = Surgicalai.StartIn(_folder.FullName, args);
        Assert.Equal(2, await run.ExitAsync(Soon));
        var line = Assert.Single(run.Errors, l => l.Length > 0);
        Assert.StartsWith("error: ", line);
        Assert.Contains(named, line);
        Assert.Equal(before, _folder.GetFiles().Length);
    }
}
