using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Tests.Core;

public sealed class LabelTests : IDisposable
{
    private static readonly LabelSet Network = LabelSet.Of("background", "shaft", "wrist", "jaw", "needle", "liver", "hook");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("labels-");

    [Fact]
    public void LabelFile_WrittenAndRead_IsTheSame()
    {
        LabelFile.Write(Path("labels.json"), Network);
        Assert.Equal(Network.Definitions, LabelFile.Read(Path("labels.json")).Definitions);
        Assert.Contains("\"kind\": \"instrument\"", File.ReadAllText(Path("labels.json")));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("no json")]
    [InlineData("""{"labels":[{"id":1,"name":"shaft","kind":"metal"}]}""")]
    [InlineData("""{"labels":[{"id":255,"name":"shaft","kind":"instrument"}]}""")]
    [InlineData("""{"labels":[{"id":256,"name":"shaft","kind":"instrument"}]}""")]
    [InlineData("""{"labels":[{"id":1,"name":"shaft","kind":"instrument"},{"id":1,"name":"jaw","kind":"instrument"}]}""")]
    [InlineData("""{"labels":[{"id":1,"name":"shaft","kind":"instrument"},{"id":2,"name":"shaft","kind":"instrument"}]}""")]
    public void LabelFile_NotAListOfLabels_OneLineNamesTheFile(string content)
    {
        File.WriteAllText(Path("labels.json"), content);
        var message = Assert.Throws<UserErrorException>(() => LabelFile.Read(Path("labels.json"))).Message;
        Assert.StartsWith(Path("labels.json"), message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void LabelFile_Missing_IsAUserError() => Assert.Throws<UserErrorException>(() => LabelFile.Read(Path("none.json")));

    [Fact]
    public void LabelMatch_DataKnowsTips_WristAndJawAreTips()
    {
        var match = new LabelMatch(Network, LabelSet.Of("background", "shaft", "tip"));
        Assert.Equal([0, 1, 2, 2, 0, 0, 0], match.ToData[..7].ToArray());
        Assert.Equal(["background", "shaft", "tip"], match.Scored.Select(d => d.Name));
    }

    [Fact]
    public void LabelMatch_DataKnowsInstruments_EveryPartIsOne()
    {
        var match = new LabelMatch(Network, LabelSet.Of("background", "instrument", "hook"));
        Assert.Equal([0, 1, 1, 1, 0, 0, 2], match.ToData[..7].ToArray());
    }

    [Fact]
    public void LabelMatch_NetworkCannotTellParts_OnlyBinaryIsScored()
    {
        var match = new LabelMatch(LabelSet.Of("background", "instrument"), LabelSet.Of("background", "shaft", "tip"));
        Assert.Equal(["background"], match.Scored.Select(d => d.Name));
        Assert.Equal([false, true], match.ModelIsInstrument[..2].ToArray());
        Assert.Equal([false, true, true], match.DataIsInstrument[..3].ToArray());
    }

    [Fact]
    public void LabelMatch_Ignore_StaysIgnore()
    {
        var match = new LabelMatch(Network, Network);
        byte[] labels = [3, 255];
        match.Translate(labels, labels);
        Assert.Equal([3, 255], labels);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);
}
