using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Tests.Control;

public sealed class EcmKinematicsTests
{
    private static readonly EcmKinematics Ecm = new(EcmModel.Load("ecm-classic"));

    // Poses that SurRoL publishes in tests/test_ecm.ipynb, printed to four decimals; one sign of the last (0.1449), which contradicts its
    // own position and orthonormality, is mended here.
    [Theory]
    [InlineData(new[] { -0.0024, -0.0023, 0.0025, -0.0007 }, new[] { 1, 0.0006, -0.0024, 0, 0.0007, -1, 0.0023, 0, -0.0024, -0.0023, -1, -0.0032 })]
    [InlineData(new[] { 0.0884, -0.6098, 0.1961, -0.0118 }, new[] { 0.9954, 0.0623, 0.0724, 0.0142, 0.0097, -0.8197, 0.5727, 0.1127, 0.0950, -0.5694, -0.8166, -0.1607 })]
    [InlineData(new[] { 0.5369, 0.1454, 0.0316, 0.1266 }, new[] { 0.8431, -0.1820, 0.5060, 0.0163, -0.1249, -0.9815, -0.1449, -0.0047, 0.5231, 0.0590, -0.8502, -0.0275 })]
    public void Forward_PublishedJoints_GivePublishedPose(double[] joints, double[] rows)
    {
        var T = Ecm.Forward(EcmJoints.From(joints));
        double[] got = [T.R.X.X, T.R.Y.X, T.R.Z.X, T.P.X, T.R.X.Y, T.R.Y.Y, T.R.Z.Y, T.P.Y, T.R.X.Z, T.R.Y.Z, T.R.Z.Z, T.P.Z];
        Assert.All(got.Zip(rows), p => Assert.Equal(p.Second, p.First, 1.5e-4));
    }

    [Fact]
    public void Forward_Zero_IsSevenTenthsOfAMillimetreInside()
    {
        var T = Ecm.Forward(default);
        Assert.True((T.P - new Vec3(0, 0, -0.0007)).Length < 1e-12);
        Assert.True((T.R.Z - new Vec3(0, 0, -1)).Length < 1e-12 && (T.R.X - new Vec3(1, 0, 0)).Length < 1e-12);
    }

    [Fact]
    public void Inverse_OfForwardOnGrid_ReturnsTheJoints()
    {
        foreach (var q in Grid())
        {
            var back = Ecm.Inverse(Ecm.Forward(q)).Value;
            for (var i = 0; i < EcmJoints.Length; i++)
            {
                Assert.Equal(q[i], back[i], 1e-9);
            }
        }
    }

    [Fact]
    public void LookAt_Point_IsOnTheAxisAtTheDistanceWithUpUp()
    {
        var (target, up) = (new Vec3(0.03, -0.05, -0.21), new Vec3(0.1, -1, 0.2));
        var T = Ecm.Forward(Ecm.LookAt(target, 0.09, up).Value);
        var seen = T.Inverse() * target;
        Assert.True((seen - new Vec3(0, 0, 0.09)).Length < 1e-12, $"{seen}");
        Assert.Equal(0, T.R.X.Dot(up), 1e-12);
        Assert.True(T.R.Y.Dot(up) > 0);
    }

    [Fact]
    public void LookAt_PointNearTheRemoteCentre_IsRefused()
    {
        Assert.Equal(FaultCode.TooCloseToRcm, Ecm.LookAt(new(0, 0, -0.05), 0.0495, new(0, -1, 0)).Fault.Code);
        Assert.Equal(FaultCode.NotFinite, Ecm.LookAt(Vec3.Zero, 0.05, new(0, -1, 0)).Fault.Code);
    }

    [Fact]
    public void Limits_AreDvrks()
    {
        var limits = Ecm.Model.Limits;
        Assert.Equal((-0.76794, 1.1344, 0.255, 1.552), (limits.Min[1], limits.Max[1], limits.Max[2], limits.Max[3]));
        Assert.Equal((30 * Si.Deg, 0.06, 0.06), (limits.MaxVelocity[0], limits.MaxVelocity[2], limits.MaxAcceleration[2]));
        Assert.False(Ecm.IsWithinLimits(EcmJoints.From([0, 1.2, 0.1, 0])));
        Assert.Equal(1.1344, Ecm.Clamp(EcmJoints.From([0, 1.2, 0.1, 0]))[1]);
    }

    [Fact]
    public void Load_PsmsData_IsRefusedWithItsName() =>
        Assert.Contains("psm-classic", Assert.Throws<UserErrorException>(() => EcmModel.Load("psm-classic")).Message, StringComparison.Ordinal);

    private static IEnumerable<EcmJoints> Grid() =>
        from yaw in new[] { -1.5, -0.4, 0, 0.7, 1.5 }
        from pitch in new[] { -0.76, 0, 0.5, 1.13 }
        from insertion in new[] { 0.001, 0.1, 0.25 }
        from roll in new[] { -1.55, -0.2, 0, 1.5 }
        select EcmJoints.From([yaw, pitch, insertion, roll]);
}
