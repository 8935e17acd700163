using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Sim.Replay;

namespace SurgicalAI.Tests.Sim;

public sealed class SurrolEpisodesTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"NeedleReach-{Guid.NewGuid():N}_plain.npz");

    [Fact]
    public void Load_SmallFile_GivesItsRows()
    {
        Write(("actions", Npy([1, 2, 5], 10)), ("observation", Npy([1, 3, 7], 21)), ("is_success", Npy([1, 2], 2)));
        var episodes = SurrolEpisodes.Load(_path);
        Assert.Equal(("NeedleReach", 1, 2), (episodes.Task, episodes.Count, episodes.Steps));
        Assert.Equal([5, 6, 7, 8, 9], episodes.Action(0, 1).ToArray());
        Assert.Equal([14, 15, 16, 17, 18, 19, 20], episodes.Robot(0, 2).ToArray());
        Assert.Equal(2, episodes.StepsToSuccess(0));
    }

    [Fact]
    public void Load_ArrayMissing_NamesFileAndArray()
    {
        Write(("actions", Npy([1, 2, 5], 10)), ("observation", Npy([1, 3, 7], 21)));
        var message = Assert.Throws<UserErrorException>(() => SurrolEpisodes.Load(_path)).Message;
        Assert.Contains(_path, message, StringComparison.Ordinal);
        Assert.Contains("'is_success'", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("observation.npy: 160 bytes of data, expected 168", 20, "<f8", 7)]
    [InlineData("observation.npy: not little-endian float64", 21, "<f4", 7)]
    [InlineData("its arrays do not fit together", 18, "<f8", 6)]
    public void Load_SpoiltArray_SaysWhatIsWrong(string expected, int values, string type, int width)
    {
        Write(("actions", Npy([1, 2, 5], 10)), ("observation", Npy([1, 3, width], values, type)), ("is_success", Npy([1, 2], 2)));
        Assert.Contains(expected, Assert.Throws<UserErrorException>(() => SurrolEpisodes.Load(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoZip_IsRefused()
    {
        File.WriteAllText(_path, "nothing");
        Assert.Contains(_path, Assert.Throws<UserErrorException>(() => SurrolEpisodes.Load(_path)).Message, StringComparison.Ordinal);
        Assert.Throws<UserErrorException>(() => NpyArray.Parse("x", "nothing"u8));
        Assert.Throws<UserErrorException>(() => SurrolEpisodes.FilesIn(_path));
    }

    public void Dispose() => File.Delete(_path);

    private static byte[] Npy(int[] shape, int values, string type = "<f8")
    {
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({string.Join(", ", shape)}), }}\n";
        byte[] start = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0];
        return [.. start, .. Encoding.ASCII.GetBytes(header), .. MemoryMarshal.AsBytes<double>(Enumerable.Range(0, values).Select(i => (double)i).ToArray())];
    }

    private void Write(params (string Name, byte[] Bytes)[] arrays)
    {
        using var zip = ZipFile.Open(_path, ZipArchiveMode.Create);
        foreach (var (name, bytes) in arrays)
        {
            using var stream = zip.CreateEntry(name + ".npy").Open();
            stream.Write(bytes);
        }
    }
}
