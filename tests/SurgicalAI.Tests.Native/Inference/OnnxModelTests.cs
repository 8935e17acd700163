using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;

namespace SurgicalAI.Tests.Native.Inference;

public sealed class OnnxModelTests
{
    [Fact]
    public void Load_FileAndCardAgree_GivesTheShortHashForReports()
    {
        using var files = new TinyOnnx();
        using var model = OnnxModel.Load(files.Open(), new());
        Assert.Equal($"tiny-segmentation@{model.Card.Sha256[..12]}", model.Id);
    }

    [Fact]
    public void Load_OneChangedByte_IsAUserErrorNamingTheCommand()
    {
        using var files = new TinyOnnx();
        var bytes = File.ReadAllBytes(files.Open().OnnxPath);
        bytes[^1] ^= 1;
        File.WriteAllBytes(files.Open().OnnxPath, bytes);
        var error = Assert.Throws<UserErrorException>(() => OnnxModel.Load(files.Open(), new()));
        Assert.Contains("./run.sh train segmentation", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_CardWithAnotherShape_IsAUserError()
    {
        using var files = new TinyOnnx(card => card with { Outputs = [card.Outputs[0] with { Shape = [-1, 96, 160] }] });
        var error = Assert.Throws<UserErrorException>(() => OnnxModel.Load(files.Open(), new()));
        Assert.Contains("labels uint8 [-1,192,320]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_CardWithAnotherInputName_IsAUserError()
    {
        using var files = new TinyOnnx(card => card with { Inputs = [card.Inputs[0] with { Name = "pictures" }] });
        Assert.Throws<UserErrorException>(() => OnnxModel.Load(files.Open(), new()));
    }

    [Fact]
    public void Load_BytesThatAreNoNetwork_IsAUserErrorOfOneLine()
    {
        using var files = new TinyOnnx(network: [1, 2, 3, 4]);
        var error = Assert.Throws<UserErrorException>(() => OnnxModel.Load(files.Open(), new()));
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Open_FolderWithoutACard_NamesTheCommandThatMakesIt()
    {
        using var files = new TinyOnnx();
        File.Delete(Path.Combine(files.Folder, "card.json"));
        Assert.Contains("./run.sh train", Assert.Throws<UserErrorException>(files.Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_CardThatIsNotJson_IsAUserError()
    {
        using var files = new TinyOnnx();
        File.WriteAllText(Path.Combine(files.Folder, "card.json"), "{ \"name\": ");
        Assert.Throws<UserErrorException>(files.Open);
    }

    [Fact]
    public void Open_CardWithoutLists_HasEmptyOnes()
    {
        using var files = new TinyOnnx();
        var path = Path.Combine(files.Folder, "card.json");
        var json = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        Assert.True(json.Remove("labels") && json.Remove("classes"));
        File.WriteAllText(path, json.ToJsonString());
        Assert.Equal((0, 0), (files.Open().Card.Labels.Count, files.Open().Card.Classes.Count));
    }

    [Fact]
    public void Find_UnknownModel_NamesTheCommandThatMakesIt()
    {
        var error = Assert.Throws<UserErrorException>(() => ModelDirectory.Find("no-such-segmentation"));
        Assert.Contains("./run.sh train segmentation", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_ThenLoad_GivesTheSameCard()
    {
        using var files = new TinyOnnx();
        var card = files.Open().Card with { Seed = ulong.MaxValue, Date = "2026-01-02", Data = "sim:needle-reach" };
        var path = Path.Combine(files.Folder, "again.json");
        card.Save(path);
        var again = ModelCard.Load(path);
        Assert.Equal(card.Id, again.Id);
        Assert.Equal(card.Seed, again.Seed);
        Assert.Equal(card.Metrics, again.Metrics);
        Assert.Equal(card.Inputs[0].Shape, again.Inputs[0].Shape);
        Assert.Contains("\"sha256\"", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Bind_WrongTypeShapeOrName_IsRefused()
    {
        using var files = new TinyOnnx();
        using var model = OnnxModel.Load(files.Open(), new());
        using var floats = new TensorBuffer<float>(1, 8, 8, 3);
        using var grey = new TensorBuffer<byte>(1, 8, 8, 1);
        Assert.Throws<ArgumentException>(() => model.BindInput("frames", floats));
        Assert.Throws<ArgumentException>(() => model.BindInput("frames", grey));
        Assert.Throws<ArgumentException>(() => model.BindInput("pictures", grey));
    }

    [Fact]
    public void Run_AfterWarmUp_AllocatesNothing()
    {
        using var files = new TinyOnnx();
        using var model = OnnxModel.Load(files.Open(), new() { Threads = 1 });
        using var frames = new TensorBuffer<byte>(2, 36, 64, 3);
        using var labels = new TensorBuffer<byte>(2, 192, 320);
        model.BindInput("frames", frames);
        model.BindOutput("labels", labels);
        model.WarmUp();
        var before = GC.GetAllocatedBytesForCurrentThread();
        model.WarmUp(50);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // On the CPU the device's memory is the computer's own: the way there and back is the same.
    [Fact]
    public void Run_WithDeviceMemory_CopiesThereAndBack()
    {
        using var files = new TinyOnnx();
        using var plain = OnnxModel.Load(files.Open(), new() { Threads = 1 });
        using var mirrored = OnnxModel.Load(files.Open(), new() { Threads = 1, DeviceMemory = true });
        using var frames = new TensorBuffer<byte>(1, 36, 64, 3);
        using var larger = new TensorBuffer<byte>(1, 72, 64, 3);
        using var expected = new TensorBuffer<byte>(1, 192, 320);
        using var labels = new TensorBuffer<byte>(1, 192, 320);
        plain.BindOutput("labels", expected);
        mirrored.BindOutput("labels", labels);
        foreach (var buffer in (TensorBuffer<byte>[])[frames, larger, frames])
        {
            new Random(buffer.Length).NextBytes(buffer.Span);
            plain.BindInput("frames", buffer);
            mirrored.BindInput("frames", buffer);
            plain.Run();
            mirrored.Run();
            Assert.True(labels.Span.SequenceEqual(expected.Span));
            Assert.True(labels.Span.ContainsAnyExcept(labels.Span[0]));
            labels.Span.Clear();
        }
    }
}
