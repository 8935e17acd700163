using CsCheck;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Tests.Core;

public sealed class RotationTests
{
    // Rounding of a few products of unit-size doubles.
    private const double Tolerance = 1e-12;

    private static readonly Gen<Vec3> RotationVector =
        from x in Gen.Double[-1, 1]
        from y in Gen.Double[-1, 1]
        from z in Gen.Double[-1, 1]
        from angle in Gen.Double[0, Math.PI - 1e-3]
        where new Vec3(x, y, z).Length > 1e-3
        select new Vec3(x, y, z).Normalized() * angle;

    [Fact]
    public void ToRotationVector_OfFromRotationVector_ReturnsIt() =>
        RotationVector.Sample(v => (Rotation.FromRotationVector(v).ToRotationVector() - v).Length < 1e-9);

    [Fact]
    public void ToQuaternion_OfAnyRotation_GivesItBack() =>
        RotationVector.Sample(v =>
        {
            var r = Rotation.FromRotationVector(v);
            var (x, y, z, w) = r.ToQuaternion();
            return Distance(Rotation.FromQuaternion(x, y, z, w), r) < Tolerance;
        });

    [Fact]
    public void Product_WithInverse_IsIdentity() =>
        RotationVector.Sample(v =>
        {
            var r = Rotation.FromRotationVector(v);
            return Distance(r * r.Inverse(), Rotation.Identity) < Tolerance;
        });

    [Fact]
    public void FromColumns_OfScaledColumns_IsOrthonormal() =>
        Gen.Select(RotationVector, Gen.Double[0.1, 5], Gen.Double[0.1, 5]).Sample((v, a, b) =>
        {
            var r = Rotation.FromRotationVector(v);
            return Distance(Rotation.FromColumns(a * r.X, b * r.Y), r) < Tolerance;
        });

    [Fact]
    public void AboutZ_QuarterTurn_TakesXToY() =>
        Assert.True(((Rotation.AboutZ(Math.PI / 2) * new Vec3(1, 0, 0)) - new Vec3(0, 1, 0)).Length < Tolerance);

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 0, 1)]
    public void AboutAxis_AnyAngle_EqualsRotationVector(double x, double y, double z)
    {
        var axis = new Vec3(x, y, z);
        var direct = x > 0 ? Rotation.AboutX(0.7) : y > 0 ? Rotation.AboutY(0.7) : Rotation.AboutZ(0.7);
        Assert.True(Distance(direct, Rotation.FromRotationVector(0.7 * axis)) < Tolerance);
    }

    [Fact]
    public void Slerp_AtHalf_IsHalfTheAngle() =>
        RotationVector.Sample(v =>
        {
            var half = Rotation.Identity.Slerp(Rotation.FromRotationVector(v), 0.5);
            return Math.Abs(half.AngleTo(Rotation.Identity) - (v.Length / 2)) < 1e-9;
        });

    private static double Distance(Rotation a, Rotation b) => (a.X - b.X).Length + (a.Y - b.Y).Length + (a.Z - b.Z).Length;
}
