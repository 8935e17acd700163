using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Scene.Props;

namespace SurgicalAI.Tests.Sim.Tasks;

public sealed class EyeletShapeTests
{
    private static readonly EyeletShape Eyelet = new(new(0.01, 0.02, 0.03), new(0, 1, 0));

    [Fact]
    public void LengthBeyondM_StraightThroughTheHole_IsTheWayFromTheHoleToTheEnd() =>
        Assert.Equal(0.0075, Eyelet.LengthBeyondM(Line(new(0.001, 0.0075, 0), new(0.001, -0.01, 0))), 1e-12);

    [Fact]
    public void LengthBeyondM_BentBeyondTheRing_IsMeasuredAlongTheThread()
    {
        Vec3[] thread = [At(0.004, 0.003, 0), At(0, 0.003, 0), At(0, -0.001, 0)];
        Assert.Equal(0.007, Eyelet.LengthBeyondM(thread), 1e-12);
    }

    [Theory]
    [InlineData(0.005, 0.008)]
    [InlineData(0, -0.001)]
    public void LengthBeyondM_BesideTheHoleOrBeforeIt_IsZero(double asideM, double endM) =>
        Assert.Equal(0, Eyelet.LengthBeyondM(Line(new(asideM, endM, 0), new(asideM, -0.01, 0))));

    [Fact]
    public void LengthBeyondM_WhollyBeyond_IsZero() => Assert.Equal(0, Eyelet.LengthBeyondM(Line(new(0, 0.03, 0), new(0, 0.01, 0))));

    private static Vec3[] Line(Vec3 from, Vec3 to) =>
        [.. Enumerable.Range(0, 8).Select(i => Eyelet.Centre_world + from + (i / 7.0 * (to - from)))];

    private static Vec3 At(double x, double y, double z) => Eyelet.Centre_world + new Vec3(x, y, z);
}
