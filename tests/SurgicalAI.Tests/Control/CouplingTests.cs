using SurgicalAI.Control.Kinematics;

namespace SurgicalAI.Tests.Control;

public sealed class CouplingTests
{
    public static TheoryData<string> Tools => [.. PsmModel.ToolNames];

    // dVRK user guide, tool appendix C, as in share/tool of sawIntuitiveResearchKit.
    [Theory]
    [InlineData("lnd-400006", new[] { -1.5632, 0, 0, 0, 0, 1.0186, 0, 0, 0, -0.8306, 0.6089, 0.6089, 0, 0, -1.2177, 1.2177 })]
    [InlineData("prograsp-400093", new[] { -1.5631, 0, 0, 0, 0, 1, 0, 0, 0, -0.5068, -0.5135, -0.5135, 0, 0, -0.5279, 0.5279 })]
    [InlineData("mega-suturecut-400309", new[] { -1.5575, 0, 0, 0, 0, 1, 0, 0, 0, -0.579399, 0.467811, 0.467811, 0, 0, -0.935622, 0.935622 })]
    public void Load_ActuatorToJoint_IsDvrks(string tool, double[] published) =>
        Assert.Equal(published, Of(tool).ActuatorToJoint);

    [Fact]
    public void ToJoints_WristPitchDisc_MovesPitchAndYaw()
    {
        var joints = new double[4];
        Of("lnd-400006").ToJoints([0, 0.5, 0, 0], joints);
        Assert.Equal([0, 0.5093, -0.4153, 0], joints.Select(j => Math.Round(j, 12)));
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public void ToActuators_OfToJoints_GivesTheDiscsBack(string tool)
    {
        var coupling = Of(tool);
        double[] discs = [1.1, -0.7, 0.4, 0.9], joints = new double[4], back = new double[4];
        coupling.ToJoints(discs, joints);
        coupling.ToActuators(joints, back);
        Assert.All(discs.Zip(back), p => Assert.Equal(p.First, p.Second, 1e-12));
        Assert.Contains(discs.Zip(joints), p => Math.Abs(p.First - p.Second) > 0.1);
    }

    [Fact]
    public void TryMake_MatrixWithoutInverse_IsNull()
    {
        double[] singular = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 2, 2];
        Assert.Null(Coupling.TryMake(singular));
        Assert.Null(Coupling.TryMake([.. singular.Select(_ => double.NaN)]));
    }

    private static Coupling Of(string tool) => PsmModel.Load("psm-classic", tool).Coupling;
}
