using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Tests.Control;

public sealed class ToolDataTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"tool-{Guid.NewGuid():N}.json");

    [Fact]
    public void Load_EveryBuiltInTool_IsOfThePsmsForm()
    {
        Assert.Contains("prograsp-420093", PsmModel.ToolNames);
        Assert.All(PsmModel.ToolNames, tool => Assert.Equal(tool, PsmModel.Load("psm-classic", tool).ToolName));
    }

    [Fact]
    public void Load_KindsOfJaws_AreTheTools()
    {
        Assert.Equal(JawKind.Scissors, Of("curved-scissors-400178").Jaw);
        Assert.Equal(JawKind.Blunt, Of("prograsp-400093").Jaw);
        Assert.Equal(0.0102, Of("lnd-400006").ControlPointM);
    }

    [Fact]
    public void Load_ProGraspAndMega_DifferInWristLengthAndRange()
    {
        Assert.Equal(0.0107, PsmModel.Load("psm-classic", "prograsp-400093").WristLengthM);
        var mega = PsmModel.Load("psm-classic", "mega-suturecut-400309");
        Assert.Equal((0.01, 4.4506, 1.2217), (mega.WristLengthM, mega.Limits.Max[3], mega.Limits.Max[4]));
    }

    [Fact]
    public void Load_EffortLimits_AreDvrks()
    {
        var limits = PsmModel.Load("psm-classic", "lnd-400006").Limits;
        Assert.Equal([3.316101, 3.316101, 9.877926, 0.33, 0.25, 0.2], Enumerable.Range(0, 6).Select(i => limits.MaxEffort[i]));
        Assert.Equal(0.16, limits.JawMaxEffortNm);
    }

    [Fact]
    public void Load_OwnFileWithComments_IsRead()
    {
        File.WriteAllText(_path, "// my tool\n" + BuiltIn().Replace("0.0091", "0.0123", StringComparison.Ordinal));
        var model = PsmModel.Load("psm-classic", _path);
        Assert.Equal(0.0123, model.WristLengthM);
        Assert.Equal(Path.GetFileNameWithoutExtension(_path), model.ToolName);
    }

    [Theory]
    [InlineData("\"geometry\"", "\"sizes\"", "'geometry' is missing")]
    [InlineData("\"jaw_length_m\"", "\"length\"", "geometry: field 'jaw_length_m' is missing")]
    [InlineData("\"wrist_radius_m\": 0.0029", "\"wrist_radius_m\": 2.9", "wrist_radius_m")]
    [InlineData("\"control_point_m\": 0.0102", "\"control_point_m\": 0.02", "control_point_m")]
    [InlineData("\"blunt\"", "\"spoon\"", "'spoon', expected 'blunt' or 'scissors'")]
    [InlineData("[-1.5632, 0, 0, 0]", "[-1.5632, 0, 0]", "'actuator_to_joint' is not 4 x 4")]
    [InlineData("[-1.5632, 0, 0, 0]", "[0, 0, 0, 0]", "'actuator_to_joint' has no inverse")]
    [InlineData("[0, -1, 0]", "[0, \"a\", 0]", "'tooltip_offset' is not a finite number")]
    [InlineData("[0, -1, 0]", "[0, -2, 0]", "'tooltip_offset' is not a rotation")]
    [InlineData("\"max_effort\": 0.33", "\"max_effort\": 0", "joint 4")]
    [InlineData("\"max_effort\": 0.16", "\"effort\": 0.16", "jaw: field 'max_effort' is missing")]
    public void Load_SpoiltFile_NamesFileAndField(string find, string replace, string expected)
    {
        var text = BuiltIn();
        Assert.Contains(find, text, StringComparison.Ordinal);
        File.WriteAllText(_path, text.Replace(find, replace, StringComparison.Ordinal));
        var e = Assert.Throws<UserErrorException>(() => PsmModel.Load("psm-classic", _path));
        Assert.Contains(Path.GetFileNameWithoutExtension(_path), e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void Load_MissingFile_NamesIt() =>
        Assert.Contains(_path, Assert.Throws<UserErrorException>(() => PsmModel.Load("psm-classic", _path)).Message, StringComparison.Ordinal);

    public void Dispose() => File.Delete(_path);

    private static ToolGeometry Of(string tool) => PsmModel.Load("psm-classic", tool).Geometry;

    private static string BuiltIn()
    {
        using var reader = new StreamReader(typeof(PsmModel).Assembly.GetManifestResourceStream("tools/lnd-400006.json") ?? Stream.Null);
        return reader.ReadToEnd();
    }
}
