using SurgicalAI.Control;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Tests.Control;

public sealed class EcmNodeTests : IDisposable
{
    private static readonly EcmKinematics Kinematics = new(EcmModel.Load("ecm-classic"));
    private static readonly EcmJoints Home = EcmJoints.From([0, 0, 0.12, 0]);
    private readonly FakeBus _bus = new();
    private readonly PerfectEcm _arm = new();
    private readonly EcmController _controller;
    private readonly EcmNode _node;
    private long _nowNs = 1_000 * Si.SNs;
    private int _sequence;

    public EcmNodeTests()
    {
        _controller = new(_arm, Kinematics, new EcmControllerOptions { StartReady = true, Eye_tip = new(0.003, 0, 0) });
        _node = new(_controller, _bus);
    }

    public void Dispose() => _node.Dispose();

    [Fact]
    public void Tick_OneSecond_PublishesMotionAt100HzAndStateAt2Hz()
    {
        Run(1000);
        Assert.Equal(100, _bus.Count(Topics.EcmMeasuredJs));
        Assert.Equal(100, _bus.Count(Topics.EcmMeasuredCp));
        Assert.InRange(_bus.Count(Topics.OperatingState), 2, 3);
        Assert.Equal(Home, _bus.Last(Topics.EcmMeasuredJs).Position);
        Assert.Equal(Kinematics.Forward(Home) * new Vec3(0.003, 0, 0), _bus.Last(Topics.EcmMeasuredCp).T_base_ecm.P);
        Assert.True(_bus.Last(Topics.OperatingState) is { State: CrtkState.Enabled, IsHomed: true, IsSimulated: true });
    }

    [Fact]
    public void MoveJp_Goal_IsReachedWithinTheLimitsAndBusyEnds()
    {
        var goal = EcmJoints.From([0.3, -0.2, 0.15, 0.1]);
        _bus.Arrive(Topics.EcmMoveJp, Wish(goal));
        Run(20);
        Assert.True(_controller.IsBusy);
        var limits = Kinematics.Model.Limits;
        for (var (i, before) = (0, _arm.Position); i < 1000; i++)
        {
            Run(2);
            for (var j = 0; j < EcmJoints.Length; j++)
            {
                Assert.True(Math.Abs(_arm.Position[j] - before[j]) <= (limits.MaxVelocity[j] * 0.002) + 1e-12);
            }

            before = _arm.Position;
        }

        Assert.False(_controller.IsBusy);
        Assert.True(Kinematics.IsWithinLimits(_arm.Position));
        Assert.All(Enumerable.Range(0, 4), j => Assert.Equal(goal[j], _arm.Position[j], 1e-5));
    }

    [Fact]
    public void MoveJp_OutsideTheRange_IsRefused()
    {
        _bus.Arrive(Topics.EcmMoveJp, Wish(EcmJoints.From([0, 1.2, 0.12, 0])));
        Run(20);
        Assert.Equal(Home, _arm.Position);
        Assert.Contains("range", _node.LastRefusal, StringComparison.Ordinal);
    }

    [Fact]
    public void ServoJp_StreamEnds_BrakesAndSaysSo()
    {
        for (var i = 0; i < 50; i++)
        {
            _bus.Arrive(Topics.EcmServoJp, Wish(EcmJoints.From([1, 5, 0.12, 0])));
            Run(10);
        }

        Assert.True(_arm.Position[0] > 0.05);
        Run(600);
        var rest = _arm.Position;
        Run(200);
        Assert.Equal(rest, _arm.Position);
        Assert.True(rest[0] < 0.5);
        Assert.Contains("silent", _bus.Last(Topics.HealthRobot).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ServoJp_BeyondTheRange_StopsAtIt()
    {
        for (var i = 0; i < 400; i++)
        {
            _bus.Arrive(Topics.EcmServoJp, Wish(EcmJoints.From([0, -3, 0.12, 0])));
            Run(10);
        }

        Assert.InRange(_arm.Position[1], -0.76794, -0.76793);
    }

    [Fact]
    public void Hold_WhileMoving_BrakesAndStaysPausedUntilResume()
    {
        _bus.Arrive(Topics.EcmMoveJp, Wish(EcmJoints.From([0.5, 0, 0.12, 0])));
        Run(400);
        _bus.Arrive(Topics.Hold, new(Header()));
        Run(500);
        var rest = _arm.Position;
        Run(200);
        Assert.Equal(rest, _arm.Position);
        Assert.Equal((CrtkState.Paused, false), (_controller.State, _controller.IsBusy));
        _bus.Arrive(Topics.EcmMoveJp, Wish(Home));
        Run(200);
        Assert.Equal(rest, _arm.Position);
        _bus.Arrive(Topics.StateCommand, new(Header(), "resume"));
        Run(4);
        _bus.Arrive(Topics.EcmMoveJp, Wish(Home));
        Run(3000);
        Assert.Equal(Home[0], _arm.Position[0], 1e-5);
    }

    [Fact]
    public void ConnectionLost_WhileMoving_BrakesAndEndsTheMove()
    {
        _bus.Arrive(Topics.EcmMoveJp, Wish(EcmJoints.From([0.5, 0, 0.12, 0])));
        Run(400);
        _bus.Connect(false);
        Run(1000);
        _bus.Connect(true);
        Run(1000);
        Assert.True(_arm.Position[0] < 0.3);
        Assert.False(_controller.IsBusy);
    }

    [Fact]
    public void Home_FromElsewhere_GoesHome()
    {
        _arm.Position = EcmJoints.From([0.2, 0.1, 0.1, 0]);
        _controller.Reset();
        _bus.Arrive(Topics.StateCommand, new(Header(), "home"));
        Run(3000);
        Assert.True(_controller.IsHomed);
        Assert.Equal(Home[2], _arm.Position[2], 1e-5);
    }

    [Fact]
    public void Tick_ArmThatDoesNotFollow_IsAFault()
    {
        _arm.IsStuck = true;
        _bus.Arrive(Topics.EcmMoveJp, Wish(EcmJoints.From([1.2, 0, 0.12, 0])));
        Run(4000);
        Assert.Equal(CrtkState.Fault, _controller.State);
        Assert.Contains("yaw does not follow", _bus.Last(Topics.OperatingState).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void New_RealArmReadyAtOnce_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new EcmController(new PerfectEcm { IsSimulated = false }, Kinematics, new EcmControllerOptions { StartReady = true }));

    private Header Header() => new(_nowNs, ++_sequence, "console");

    private EcmServoJpMessage Wish(EcmJoints q) => new(Header(), q, _nowNs + (100 * Si.MsNs));

    private void Run(int ms)
    {
        for (var i = 0; i < ms / 2; i++)
        {
            _nowNs += 2 * Si.MsNs;
            _node.Tick(_nowNs);
        }
    }

    private sealed class PerfectEcm : IEndoscopeArm
    {
        public EcmJoints Position { get; set; } = Home;

        public bool IsStuck { get; set; }

        public string Name => "ecm";

        public bool IsSimulated { get; init; } = true;

        public EcmState Read() => new(1, Position, default);

        public void Send(in ClearedEcmCommand command)
        {
            Assert.True(command.IsValid);
            Position = IsStuck ? Position : command.Setpoint;
        }
    }
}
