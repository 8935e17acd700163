using SurgicalAI.Control;
using SurgicalAI.Control.Safety;
using SurgicalAI.Control.Safety.Geometry;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;
using SurgicalAI.Sim;

namespace SurgicalAI.App.Simulation;

/// <summary>
/// The simulated robots' places at the bus: a controller and a node for each arm that may be commanded, and for the endoscope's arm.
/// Arms that a task moves itself have none.
/// </summary>
internal sealed class SimSeats : IDisposable
{
    private readonly SimWorld _world;
    private readonly List<Seat> _arms = [];
    private readonly EcmController _ecmController;
    private readonly EcmNode _ecm;
    private readonly NoGoVolumes? _noGo;
    private Pose<WorldFrame, EcmFrame> T_world_ecm;
    private bool _startsOver;

    /// <summary>Takes the arms' seats.</summary>
    /// <param name="world">World with the arms.</param>
    /// <param name="buses">Connections of the arms and of the endoscope's arm.</param>
    /// <param name="periodS">Control period, seconds.</param>
    /// <param name="time">Clock of the nodes.</param>
    /// <param name="noGo">Where no instrument may go; null for nowhere.</param>
    public SimSeats(SimWorld world, SimBuses buses, double periodS, TimeProvider time, NoGoVolumes? noGo = null)
    {
        (_world, _noGo, T_world_ecm) = (world, noGo, world.Scene.T_world_ecm);
        for (var i = 0; i < world.Arms.Count && !world.Scene.Rig.ArmsAreScenery; i++)
        {
            var controller = SimController.Make(world, i, ControlMode.Suggest, periodS);
            var arm = world.Arms[i];
            _arms.Add(new(arm, controller, new(controller, buses.Arms[i], time), new(arm.Psm.Kinematics, new GateOptions { DtS = periodS })));
        }

        TakeUpNoGo();
        _ecmController = SimController.Make(world.Scene.Ecm, periodS);
        _ecm = new(_ecmController, buses.Ecm);
    }

    /// <summary>Controller of the first arm.</summary>
    public ArmController First => _arms[0].Controller;

    /// <summary>One control period of every arm. Hot path.</summary>
    public void Tick(long nowNs)
    {
        StartOverWhereTheTaskPutTheEndoscope();
        _ecm.Tick(nowNs);
        FollowEndoscope(nowNs);
        foreach (var seat in _arms)
        {
            seat.Controller.Around = new(seat.NoGo, OtherThan(seat), double.NaN);
            seat.Node.Tick(nowNs);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ecm.Dispose();
        _arms.ForEach(seat => seat.Node.Dispose());
    }

    // Two at most: each arm keeps clear of the other's newest setpoint, the second of what the first has just been told.
    private OtherArm OtherThan(Seat seat)
    {
        foreach (var other in _arms)
        {
            if (!ReferenceEquals(other, seat))
            {
                var T_seat_other = seat.Arm.T_world_base.Inverse() * other.Arm.T_world_base;
                return other.Watch.Seen(other.Controller.Reading, other.Controller.Setpoint, T_seat_other);
            }
        }

        return default;
    }

    private void StartOverWhereTheTaskPutTheEndoscope()
    {
        if (_world.Scene.Ecm.Setpoint != _ecmController.Setpoint)
        {
            _ecmController.Reset();
            _startsOver = true;
        }
    }

    // Where the endoscope stands at the start. When it is moved by an order the volumes stay where they are, as tissue does; when the task
    // puts it elsewhere another scene begins, and what was given in its frame is meant anew.
    private void TakeUpNoGo()
    {
        foreach (var seat in _arms)
        {
            seat.NoGo = _noGo?.Seen(seat.Controller.T_base_ecm, seat.Arm.T_world_base.Inverse()) ?? NoGoSet.Empty;
        }
    }

    // Poses on the bus are the endoscope's: they move with it.
    private void FollowEndoscope(long nowNs)
    {
        if (_world.Scene.T_world_ecm == T_world_ecm)
        {
            return;
        }

        T_world_ecm = _world.Scene.T_world_ecm;
        foreach (var seat in _arms)
        {
            seat.Controller.MoveEndoscope(seat.Arm.T_world_base.Inverse() * T_world_ecm, nowNs);
        }

        if (_startsOver)
        {
            _startsOver = false;
            TakeUpNoGo();
        }
    }

    private sealed record Seat(SimArm Arm, ArmController Controller, ArmNode Node, OtherArmWatch Watch)
    {
        public NoGoSet NoGo { get; set; } = NoGoSet.Empty;
    }
}

/// <summary>Connections of a simulated robot.</summary>
/// <param name="Arms">One for each arm of the task, in its order; the first also tells of the episodes.</param>
/// <param name="Ecm">The endoscope's arm.</param>
internal sealed record SimBuses(IReadOnlyList<IMessageBus> Arms, IMessageBus Ecm);
