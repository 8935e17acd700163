using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Checks;
using SurgicalAI.Sim.Dynamics;

namespace SurgicalAI.Tests.Sim;

public sealed class SceneGuardTests
{
    private readonly SimWorld _world = new(new SimOptions());
    private readonly SceneGuard _guard;
    private readonly int _ball;

    public SceneGuardTests()
    {
        var physics = _world.Scene.Physics;
        physics.AddBody(Spec(0, new(0, 0, 0.05)), new CollisionShape(ShapeKind.Box, Pose<BodyFrame, ShapeFrame>.Identity, new(0.01, 0.01, 0.01), 0));
        _ball = physics.AddBody(Spec(0.01, Vec3.Zero), new CollisionShape(ShapeKind.Sphere, Pose<BodyFrame, ShapeFrame>.Identity, default, 0.002));
        Put(new(0.03, 0, 0.03));
        _guard = new(_world.Scene);
        _guard.Begin();
    }

    [Fact]
    public void Check_AllInPlace_FindsNothing() => Assert.Null(_guard.Check());

    [Theory]
    [InlineData(0.03, 0, -0.02, "under the ground")]
    [InlineData(0.3, 0, 0.03, "left the stage")]
    [InlineData(double.NaN, 0, 0.03, "not finite")]
    [InlineData(0.001, 0, 0.051, "inside a standing box")]
    public void Check_ThingWhereNoneCanBe_SaysWhich(double x, double y, double z, string words)
    {
        Put(new(x, y, z));
        Assert.Contains(words, _guard.Check());
        Assert.Contains("body 1", _guard.Check());
    }

    [Fact]
    public void Check_FastForThreeChecks_IsAFault()
    {
        _world.Scene.Physics.Bodies.SetVelocity(_ball, new(4, 0, 0), default);
        Assert.Null(_guard.Check());
        Assert.Null(_guard.Check());
        Assert.Contains("m/s", _guard.Check());
    }

    [Fact]
    public void Check_AllWell_AllocatesNothing()
    {
        _guard.Check();
        Assert.Equal(0, AllocationMeter.Least(() => _guard.Check()));
    }

    private static RigidBodySpec Spec(double massKg, Vec3 p) => new() { MassKg = massKg, T_world_body = new(Rotation.Identity, p) };

    private void Put(Vec3 p) => _world.Scene.Physics.Bodies.SetPose(_ball, new(Rotation.Identity, p));
}
