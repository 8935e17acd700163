using CsCheck;
using SurgicalAI.Core.Frames;
using SurgicalAI.Skills.Actions;

namespace SurgicalAI.Tests.Skills;

public sealed class HybridRelativeTests
{
    internal static Gen<Vec3> Point { get; } = Gen.Select(Gen.Double[-0.2, 0.2], Gen.Double[-0.2, 0.2], Gen.Double[-0.2, 0.2], (x, y, z) => new Vec3(x, y, z));

    internal static Gen<Pose<EcmFrame, ToolFrame>> AnyPose { get; } = Gen.Select(Point, Point, (p, r) => new Pose<EcmFrame, ToolFrame>(Rotation.FromRotationVector(10 * r), p));

    [Fact]
    public void Decode_OfEncode_IsTheTarget() => Gen.Select(AnyPose, AnyPose, Gen.Double[-0.3, 1.4]).Sample((now, target, jaw) =>
    {
        var action = new float[HybridRelative.Length];
        HybridRelative.Encode(now, target, jaw, action);
        var back = HybridRelative.Decode(now, action);
        Assert.True((back.P - target.P).Length < 1e-7);
        Assert.True(back.R.AngleTo(target.R) < 1e-6);
        Assert.Equal(jaw, HybridRelative.JawRad(action), 1e-6);
    });

    [Fact]
    public void Encode_TargetIsMeasuredPose_IsNoMotion() => AnyPose.Sample(now =>
    {
        var action = new float[HybridRelative.Length];
        HybridRelative.Encode(now, now, 0.5, action);
        float[] still = [0, 0, 0, 1, 0, 0, 0, 1, 0, 0.5f];
        Assert.All(still.Zip(action), p => Assert.Equal(p.First, p.Second, 1e-6f));
    });

    [Fact]
    public void Encode_BaseOfArmMovedInPlace_TranslationStaysAlongEndoscopeAxes() => Gen.Select(AnyPose, AnyPose, Point).Sample((now, target, offset) =>
    {
        // A constant error of the measured positions cancels: that is why actions are relative.
        float[] a = new float[10], b = new float[10];
        HybridRelative.Encode(now, target, 0, a);
        HybridRelative.Encode(now with { P = now.P + offset }, target with { P = target.P + offset }, 0, b);
        Assert.All(a.Zip(b), p => Assert.Equal(p.First, p.Second, 1e-6f));
    });

    [Fact]
    public void Decode_ColumnsScaledAndSheared_IsStillARotation() => Gen.Select(AnyPose, AnyPose, Gen.Float[0.5f, 2]).Sample((now, target, scale) =>
    {
        var action = new float[HybridRelative.Length];
        HybridRelative.Encode(now, target, 0, action);
        for (var i = 3; i < 9; i++)
        {
            action[i] = (scale * action[i]) + (i > 5 ? 0.1f * action[i - 3] : 0);
        }

        Assert.True(HybridRelative.Decode(now, action).R.AngleTo(target.R) < 1e-5);
    });
}
