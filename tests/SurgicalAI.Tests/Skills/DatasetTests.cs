using System.Text.Json;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Skills.Demonstrations;

namespace SurgicalAI.Tests.Skills;

public sealed class DatasetTests : IDisposable
{
    private static readonly DatasetOptions Options = new() { Task = "Reach the needle.", WidthPx = 16, HeightPx = 8 };
    private readonly string _root = Directory.CreateTempSubdirectory("dataset-test").FullName;
    private readonly FakeCodec _codec = new();

    private string Set => Path.Combine(_root, "set");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Read_OfWritten_IsTheSame()
    {
        Record(7, 11);
        var reader = DatasetReader.Open(Set, _codec);
        Assert.Equal(2, reader.Episodes);
        Assert.Equal(Options, reader.Info.Options);
        Assert.Equal(18, reader.Info.Frames);
        var episode = reader.Read(1);
        Assert.True(episode.Success);
        for (var i = 0; i < 11; i++)
        {
            var (wanted, got) = (Tool(i), episode.Steps[i]);
            Assert.True((wanted.T_ecm_tool.P - got.Tool.T_ecm_tool.P).Length < 1e-7);
            Assert.True(wanted.T_ecm_tool.R.AngleTo(got.Tool.T_ecm_tool.R) < 1e-6);
            Assert.True((Tool(i + 1).T_ecm_tool.P - got.T_ecm_setpoint.P).Length < 1e-7);
            Assert.Equal(wanted.JawRad, got.Tool.JawRad, 1e-6);
            Assert.Equal(i / 15.0, got.TimeS, 1e-6);
            Assert.NotEqual(0, got.Tool.StampNs);
        }
    }

    [Fact]
    public void ReadPictures_OfWritten_AreTheSameInBothEyes()
    {
        Record(5);
        var frame = 0;
        foreach (var pictures in DatasetReader.Open(Set, _codec).ReadPictures(0))
        {
            Assert.Equal(frame, pictures.Left.Bytes[0]);
            Assert.Equal(100 + frame++, pictures.Right!.Bytes[0]);
            pictures.Dispose();
        }

        Assert.Equal(5, frame);
    }

    [Fact]
    public void Open_ExistingSet_AppendsToIt()
    {
        Record(3);
        Record(4);
        var reader = DatasetReader.Open(Set, _codec);
        Assert.Equal([3, 4], Enumerable.Range(0, reader.Episodes).Select(reader.Length));
    }

    [Fact]
    public void Dispose_MidEpisode_LeavesOnlyTheFinishedOnes()
    {
        Record(3);
        var before = Files();
        using (var writer = DatasetWriter.Open(Set, Options, _codec))
        {
            var episode = writer.Begin();
            AddFrames(episode, 2);
        }

        Assert.Equal(before, Files());
        Assert.Equal(1, DatasetReader.Open(Set, _codec).Episodes);
    }

    [Fact]
    public void Open_AfterAKill_RemovesTheHalfEpisodeAndCarriesOn()
    {
        Record(3);
        // What a killed process leaves: a folder being recorded, and an index line without info.json's last word.
        Directory.CreateDirectory(Path.Combine(Set, ".recording"));
        File.WriteAllText(Path.Combine(Set, ".recording", "left.mp4"), "half");
        File.AppendAllText(Path.Combine(Set, "meta", "episodes.jsonl"), "{\"episode_index\":1,\"tasks\":[\"x\"],\"length\":99}\n");
        Assert.Equal(1, DatasetReader.Open(Set, _codec).Episodes);
        Record(4);
        Assert.False(Directory.Exists(Path.Combine(Set, ".recording")));
        Assert.Equal(4, DatasetReader.Open(Set, _codec).Read(1).Steps.Count);
    }

    [Fact]
    public void Open_OtherSettings_IsAUserError()
    {
        Record(3);
        var error = Assert.Throws<UserErrorException>(() => DatasetWriter.Open(Set, Options with { RateHz = 30 }, _codec));
        Assert.Contains(Set, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DirectoryWithOtherFiles_IsAUserErrorAndTouchesNothing()
    {
        File.WriteAllText(Path.Combine(_root, "letter.txt"), "dear");
        Assert.Throws<UserErrorException>(() => DatasetWriter.Open(_root, Options, _codec));
        Assert.Equal("dear", File.ReadAllText(Path.Combine(_root, "letter.txt")));
    }

    [Theory]
    [InlineData("data/chunk-000/episode_000001.parquet")]
    [InlineData("videos/chunk-000/observation.images.endoscope_right/episode_000001.mp4")]
    [InlineData("meta/episodes.jsonl")]
    [InlineData("meta/tasks.jsonl")]
    [InlineData("meta/info.json")]
    public void Open_FileMissing_NamesIt(string file)
    {
        Record(3, 4);
        File.Delete(Path.Combine(Set, file));
        var error = Assert.Throws<UserErrorException>(() => DatasetReader.Open(Set, _codec));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TableCutShort_NamesIt()
    {
        Record(3);
        var path = Path.Combine(Set, "data/chunk-000/episode_000000.parquet");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..200]);
        var error = Assert.Throws<UserErrorException>(() => DatasetReader.Open(Set, _codec).Read(0));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadPictures_VideoTooShort_NamesIt()
    {
        Record(3);
        var path = Path.Combine(Set, "videos/chunk-000/observation.images.endoscope_left/episode_000000.mp4");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..(8 + (2 * 16 * 8 * 3))]);
        var error = Assert.Throws<UserErrorException>(() => DatasetReader.Open(Set, _codec).ReadPictures(0).Sum(Dispose));
        Assert.Contains("after 2 pictures", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Commit_Statistics_AreThoseOfTheNumbers()
    {
        Record(4);
        using var json = JsonDocument.Parse(File.ReadLines(Path.Combine(Set, "meta/episodes_stats.jsonl")).First());
        var stats = json.RootElement.GetProperty("stats");
        var mean = stats.GetProperty("observation.state").GetProperty("mean")[0].GetDouble();
        Assert.Equal(Enumerable.Range(0, 4).Average(i => Tool(i).T_ecm_tool.P.X), mean, 1e-6);
        var red = stats.GetProperty("observation.images.endoscope_left").GetProperty("max")[0][0][0].GetDouble();
        Assert.Equal(3 / 255.0, red, 1e-9);
    }

    private static ToolState Tool(int i) => new(1, new(Rotation.AboutZ(0.2 * i), new(0.01 * i, -0.02, 0.12)), 0.1 * i);

    private static int Dispose(StereoFrame frame)
    {
        frame.Dispose();
        return 1;
    }

    private static void AddFrames(EpisodeRecorder episode, int frames)
    {
        for (var i = 0; i < frames; i++)
        {
            using var pictures = new StereoFrame(Picture(i), Picture(100 + i));
            episode.Add(pictures, Tool(i), Tool(i + 1).T_ecm_tool, Tool(i + 1).JawRad);
        }
    }

    private static ImageLease Picture(int value)
    {
        var picture = ImagePool.Shared.Rent(16, 8, PixelFormat.Bgr8);
        picture.Bytes.Fill((byte)value);
        return picture;
    }

    private void Record(params int[] lengths)
    {
        using var writer = DatasetWriter.Open(Set, Options, _codec);
        foreach (var length in lengths)
        {
            using var episode = writer.Begin();
            AddFrames(episode, length);
            episode.Commit(success: true);
        }
    }

    private string[] Files() => [.. Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories).Order()];
}
