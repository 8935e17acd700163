using System.Globalization;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Tests.Control;

public sealed class PsmKinematicsTests
{
    private static readonly PsmKinematics Classic = new(PsmModel.Load("psm-classic", "lnd-400006"));
    private static readonly PsmKinematics Si = new(PsmModel.Load("psm-si", "lnd-420006"));

    public static TheoryData<string, string> Pairs => new()
    {
        { "psm-classic", "lnd-400006" },
        { "psm-classic", "lnd-420006" },
        { "psm-si", "lnd-420006" },
    };

    // The golden file was computed from dVRK's published DH table; joints and poses are printed to 12 significant digits,
    // so a roll of 4 rad carries up to 5e-12 rad. The tolerance is twice that, far inside 1e-9.
    [Fact]
    public void Forward_GoldenPoses_EqualWithinPrintedPrecision()
    {
        var rows = GoldenRows();
        Assert.Equal(200, rows.Length);
        foreach (var v in rows)
        {
            var T = Classic.Forward(JointVector.From(v.AsSpan(0, 6)));
            var R = Rotation.FromColumns(new(v[6], v[10], v[14]), new(v[7], v[11], v[15]));
            Assert.True((T.P - new Vec3(v[9], v[13], v[17])).Length < 1e-11, $"position of q = {string.Join(' ', v[..6])}");
            Assert.True(T.R.AngleTo(R) < 1e-11, $"rotation of q = {string.Join(' ', v[..6])}");
        }
    }

    [Fact]
    public void Forward_SurRolsPublishedPose_EqualToItsSixDecimals()
    {
        var T = Classic.Forward(JointVector.From([-Math.PI / 3, Math.PI / 18, 0.10, Math.PI / 4, Math.PI / 6, Math.PI / 12]));
        Assert.True((T.P - new Vec3(-0.07982825, -0.01919286, -0.0423738)).Length < 1e-7);
    }

    [Fact]
    public void Inverse_GoldenPoses_GiveTheirJoints()
    {
        foreach (var v in GoldenRows())
        {
            var q = JointVector.From(v.AsSpan(0, 6));
            AssertNear(q, Classic.Inverse(Classic.Forward(q), q).Value, 1e-11);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Inverse_OfForwardOnGrid_ReturnsTheJoints(string arm, string tool)
    {
        var kinematics = new PsmKinematics(PsmModel.Load(arm, tool));
        var (count, unique) = (0, 0);
        foreach (var q in Grid(kinematics.Model.Limits, 6))
        {
            var T = kinematics.Forward(q);

            // The hint is far from the answer except that its roll lies within half a turn.
            var near = default(JointVector);
            near[3] = q[3] + (3.0 * Math.Sin(count++));
            var back = kinematics.Inverse(T, near).Value;
            var again = kinematics.Forward(back);
            Assert.True((again.P - T.P).Length < 1e-12 && again.R.AngleTo(T.R) < 1e-11);
            if (kinematics.WristDistanceM(q) > 0)
            {
                AssertNear(q, back, 1e-9);
                unique++;
            }
        }

        // With the wrist behind the RCM (insertion under 15.6 mm on a matched arm) the answer is another one with the same pose.
        Assert.True(count > 40_000 && unique > 30_000, $"{count} round trips, {unique} unique");
    }

    [Fact]
    public void Inverse_RollOfNearTurnedByAFullTurn_ReturnsRollNearestToIt()
    {
        var q = JointVector.From([0.1, 0.2, 0.15, 2.9, 0.3, -0.2]);
        var near = q;
        near[3] = q[3] - Math.Tau + 0.5;
        Assert.Equal(q[3] - Math.Tau, Classic.Inverse(Classic.Forward(q), near).Value[3], 1e-12);
    }

    [Fact]
    public void Inverse_WristInsideOneMillimetreOfRcm_IsRefused()
    {
        var q = JointVector.From([0.1, 0.2, 0.0156 + 0.0009, 0, 0.3, -0.2]);
        Assert.Equal(FaultCode.TooCloseToRcm, Classic.Inverse(Classic.Forward(q), q).Fault.Code);
        q[2] += 0.0002;
        Assert.True(Classic.Inverse(Classic.Forward(q), q).Ok);
    }

    [Fact]
    public void Inverse_NotFinitePose_IsRefused()
    {
        var bad = new Pose<BaseFrame, ToolFrame>(Rotation.Identity, new(double.NaN, 0, 0));
        Assert.Equal(FaultCode.NotFinite, Classic.Inverse(bad, default).Fault.Code);
    }

    [Fact]
    public void Links_LastFrame_CarriesTheTip()
    {
        var q = JointVector.From([0.4, -0.3, 0.18, 1.0, 0.5, 0.6]);
        var links = new LinkPose[6];
        Si.Links(q, links);
        var T = Si.Forward(q);
        Assert.Equal(T.P, links[5].P);
        Assert.Equal(T.R, links[5].R * Si.Model.R_link6_tool);
        Assert.Equal(Si.WristDistanceM(q), links[4].P.Length, 1e-12);
    }

    [Fact]
    public void WristDistance_MatchedAndMixedTool_AreDvrksConstants()
    {
        Assert.Equal(-0.0156, Classic.Model.WristAtZeroInsertionM, 1e-12);
        Assert.Equal(-0.0156, Si.Model.WristAtZeroInsertionM, 1e-12);
        Assert.Equal(0.0352, PsmModel.Load("psm-classic", "lnd-420006").WristAtZeroInsertionM, 1e-12);
    }

    [Fact]
    public void ForwardAndInverse_AfterWarmUp_AllocateNothing()
    {
        var q = JointVector.From([0.4, -0.3, 0.18, 1.0, 0.5, 0.6]);
        var links = new LinkPose[6];
        double Once()
        {
            Classic.Links(q, links);
            return Classic.Inverse(Classic.Forward(q), q).Value[0];
        }

        var sum = Once();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            sum += Once();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(double.IsFinite(sum));
    }

    private static double[][] GoldenRows()
    {
        using var stream = typeof(PsmKinematicsTests).Assembly.GetManifestResourceStream("psm_classic_lnd400006_fk.csv");
        Assert.NotNull(stream);
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Skip(1).Select(l => l.Split(',').Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray())];
    }

    private static IEnumerable<JointVector> Grid(ArmLimits limits, int n)
    {
        var total = (int)Math.Pow(n, JointVector.Length);
        for (var k = 0; k < total; k++)
        {
            var q = default(JointVector);
            for (int i = 0, rest = k; i < JointVector.Length; i++, rest /= n)
            {
                q[i] = limits.Min[i] + ((limits.Max[i] - limits.Min[i]) * (rest % n) / (n - 1));
            }

            yield return q;
        }
    }

    private static void AssertNear(JointVector expected, JointVector actual, double tolerance)
    {
        for (var i = 0; i < JointVector.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"joint {i + 1}: expected {expected[i]:R}, got {actual[i]:R}");
        }
    }
}
