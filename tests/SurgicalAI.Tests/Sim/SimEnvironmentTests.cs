using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Learning;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Tests.Sim;

public sealed class SimEnvironmentTests
{
    private readonly SimEnvironment _environment = new(new SimOptions());
    private readonly double[] _action;
    private readonly double[] _observation;

    public SimEnvironmentTests()
    {
        _action = new double[_environment.ActionNames.Count];
        _observation = new double[_environment.ObservationNames.Count];
    }

    [Fact]
    public void Names_OfNeedleReach_SayFrameAndUnit()
    {
        Assert.Equal(["psm1.dx_m", "psm1.dy_m", "psm1.dz_m", "psm1.rx_rad", "psm1.ry_rad", "psm1.rz_rad", "psm1.jaw_rad"], _environment.ActionNames);
        Assert.Equal(["psm1.tip.x", "psm1.tip.y", "psm1.tip.z"], _environment.ObservationNames.Take(3));
        Assert.Equal(_environment.ObservationNames.Count, _environment.ObservationNames.Distinct().Count());
    }

    [Fact]
    public void Step_TowardsTheGoal_Succeeds()
    {
        _environment.Reset(5, _observation);
        var step = default(SimStep);
        for (var i = 0; !step.Done; i++)
        {
            var way = Read("goal") - Read("psm1.tip");
            (_action[0], _action[1], _action[2]) = (0.1 * way.X, 0.1 * way.Y, 0.1 * way.Z);
            step = _environment.Step(_action, _observation);
            Assert.True(i < 500);
            Assert.Equal(step.Success ? 0 : -1, step.Reward);
        }

        Assert.True(step.Success);
    }

    [Fact]
    public void Step_TurnAboutTheControlPoint_TipStaysAndToolTurns()
    {
        _environment.Reset(5, _observation);
        var (tip, axis) = (Read("psm1.tip"), Read("psm1.axis_z"));
        _action[3] = 0.02;
        _action[6] = _environment.World.Arm.JawSetpointRad;
        for (var i = 0; i < 25; i++)
        {
            _environment.Step(_action, _observation);
        }

        Assert.InRange((Read("psm1.tip") - tip).Length, 0, 0.3 * Si.Mm);
        var turned = Rotation.FromRotationVector(new(0.5, 0, 0)) * axis;
        Assert.InRange((Read("psm1.axis_z") - turned).Length, 0, 0.06);
    }

    [Fact]
    public void Step_SameSeedSameActions_SameBits()
    {
        var first = Wander(9).ToArray();
        Assert.Equal(first, Wander(9));
        Assert.NotEqual(first, Wander(10));
    }

    [Fact]
    public void Step_HugeOrUndefinedAction_IsCutToTheGreatestStep()
    {
        _environment.Reset(5, _observation);
        var tip = Read("psm1.tip");
        (_action[0], _action[1]) = (100, double.NaN);
        _environment.Step(_action, _observation);
        Assert.InRange((Read("psm1.tip") - tip).Length, 0, ActionDriver.MaxStepM);
        Assert.All(_observation, value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Step_Steady_AllocatesNothing()
    {
        _environment.Reset(5, _observation);
        _environment.Step(_action, _observation);
        Assert.Equal(0, AllocationMeter.Least(() => _environment.Step(_action, _observation)));
    }

    [Fact]
    public void Step_WrongNumberOfNumbers_Throws()
    {
        Assert.Throws<ArgumentException>(() => _environment.Step(new double[3], _observation));
        Assert.Throws<ArgumentException>(() => _environment.Reset(1, new double[3]));
    }

    [Fact]
    public void Reset_EveryTask_GivesFiniteNumbersForEachName()
    {
        foreach (var name in SimTasks.Names)
        {
            var environment = new SimEnvironment(new SimOptions { Task = name });
            var observation = new double[environment.ObservationNames.Count];
            environment.Reset(1, observation);
            environment.Step(new double[environment.ActionNames.Count], observation);
            Assert.All(observation, value => Assert.True(double.IsFinite(value), name));
        }
    }

    private IEnumerable<double> Wander(ulong seed)
    {
        _environment.Reset(seed, _observation);
        for (var i = 0; i < 40; i++)
        {
            for (var j = 0; j < _action.Length; j++)
            {
                _action[j] = 0.002 * Math.Sin((3 * i) + j);
            }

            _environment.Step(_action, _observation);
        }

        return [.. _observation];
    }

    private Vec3 Read(string name)
    {
        double At(string axis) => _observation[_environment.ObservationNames.Index().First(n => n.Item == $"{name}.{axis}").Index];
        return new(At("x"), At("y"), At("z"));
    }
}
