using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Arms;

/// <content>What the arm feels.</content>
public sealed partial class ArmBody
{
    private Vec3 _contactForceN;
    private Vec3 _groundForceN;
    private double _upperN;
    private double _lowerN;

    /// <summary>Sum of the contact forces on the arm over the last step, newtons, world axes.</summary>
    public Vec3 ContactForce_world => _contactForceN;

    /// <summary>Size of the sum of the contact forces on the arm over the last step, newtons; 0 when apart.</summary>
    public double ContactForceN => _contactForceN.Length;

    /// <summary>Sum of the forces of the ground on the arm over the last step, newtons, world axes.</summary>
    public Vec3 GroundForce_world => _groundForceN;

    /// <summary>Force with which the jaws press what they hold from both sides over the last step, newtons; 0 when they hold nothing.</summary>
    public double GripForceN => Math.Min(_upperN, _lowerN);

    internal void AddLoad(ArmLink link, Vec3 force, double pressN)
    {
        _contactForceN += force;
        _upperN += link == ArmLink.JawUpper ? pressN : 0;
        _lowerN += link == ArmLink.JawLower ? pressN : 0;
    }

    internal void AddGroundLoad(Vec3 force) => _groundForceN += force;

    internal void ClearLoads() => (_contactForceN, _groundForceN, _upperN, _lowerN) = (default, default, 0, 0);

    internal void Visit(StateArchive archive)
    {
        archive.Visit(_q.AsSpan());
        archive.Visit(_v.AsSpan());
        archive.Visit(_setpoint.AsSpan());
        archive.Visit(ref _contactForceN);
        archive.Visit(ref _groundForceN);
        archive.Visit(ref _upperN);
        archive.Visit(ref _lowerN);
        if (archive.IsRestoring)
        {
            RefreshLinks();
        }
    }
}
