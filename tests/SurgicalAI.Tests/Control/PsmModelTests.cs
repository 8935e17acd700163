using System.Text;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Tests.Control;

public sealed class PsmModelTests
{
    [Fact]
    public void Load_UnknownArm_NamesItAndTheKnownOnes()
    {
        var e = Assert.Throws<UserErrorException>(() => PsmModel.Load("psm-xi", "lnd-400006"));
        Assert.Contains("psm-xi", e.Message, StringComparison.Ordinal);
        Assert.Contains("psm-classic, psm-si", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_UnknownTool_NamesItAndTheKnownOnes() =>
        Assert.Contains("lnd-400006, lnd-420006", Assert.Throws<UserErrorException>(() => PsmModel.Load("psm-si", "")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"max_velocity\"", "\"velocity\"", "max_velocity")]
    [InlineData("\"type\": \"prismatic\"", "\"type\": \"helical\"", "helical")]
    [InlineData("\"alpha_deg\": 90", "\"alpha_deg\": 91", "joint 1")]
    [InlineData("\"min\": -1.588", "\"min\": 2", "joint 1")]
    [InlineData("\"d_m\": 0", "\"d_m\": \"0\"", "d_m")]
    [InlineData("{", "", "not valid JSON")]
    public void Parse_SpoiltArm_SaysWhere(string find, string replace, string expected)
    {
        var arm = Text("arms/psm-classic.json");
        var at = arm.IndexOf(find, StringComparison.Ordinal);
        var spoilt = string.Concat(arm.AsSpan(0, at), replace, arm.AsSpan(at + find.Length));
        var e = Assert.Throws<UserErrorException>(() => PsmModelReader.Parse("a", Bytes(spoilt), "t", Bytes(Text("tools/lnd-400006.json"))));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Limits_AreDvrks()
    {
        var limits = PsmModel.Load("psm-classic", "lnd-400006").Limits;
        Assert.Equal((-1.588, 0.925025, 0.240), (limits.Min[0], limits.Max[1], limits.Max[2]));
        Assert.Equal((Math.PI / 2, 0.2, 6 * Math.PI), (limits.MaxVelocity[1], limits.MaxVelocity[2], limits.MaxVelocity[4]), Within);
        Assert.Equal((4 * Math.PI, 6 * Math.PI), (limits.JawMaxAccelerationRadPerS2, limits.JawMaxVelocityRadPerS));
        Assert.Equal((-0.698132, 1.39626), (limits.JawMinRad, limits.JawMaxRad));
    }

    private static bool Within((double A, double B, double C) x, (double A, double B, double C) y) =>
        Math.Abs(x.A - y.A) + Math.Abs(x.B - y.B) + Math.Abs(x.C - y.C) < 1e-12;

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private static string Text(string resource)
    {
        using var reader = new StreamReader(typeof(PsmModel).Assembly.GetManifestResourceStream(resource) ?? Stream.Null);
        return reader.ReadToEnd();
    }
}
