using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics.Arms;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>Every shape of bodies and arms in the world at the start of a step, grouped by owner; bodies first.</summary>
internal sealed class Colliders(RigidBodies bodies, List<ArmBody> arms)
{
    // Contacts are sought this far ahead, besides the way of the step.
    public const double MarginM = 0.2 * Si.Mm;

    private readonly RigidBodies _bodies = bodies;
    private readonly List<ArmBody> _arms = arms;
    private Collider[] _items = new Collider[64];
    private Owner[] _owners = new Owner[16];
    private int _count;
    private int _ownerCount;

    public Span<Owner> Owners => _owners.AsSpan(0, _ownerCount);

    public Span<Collider> Items => _items.AsSpan(0, _count);

    public ref Collider this[int i] => ref _items[i];

    public void Clear() => (_count, _ownerCount) = (0, 0);


    /// <summary>Takes up new bodies and arms, and places all shapes.</summary>
    public void Refresh(double dtS)
    {
        if (_ownerCount != _bodies.Count + _arms.Count)
        {
            Rebuild();
        }

        for (var i = 0; i < _ownerCount; i++)
        {
            ref var owner = ref _owners[i];
            if (owner.Arm >= 0)
            {
                PlaceArm(ref owner, dtS);
            }
            else
            {
                PlaceBody(ref owner, dtS);
            }
        }
    }

    private void Rebuild()
    {
        Clear();
        for (var i = 0; i < _bodies.Count; i++)
        {
            ref var body = ref _bodies[i];
            var isFixed = body.InverseMass == 0 && !body.Kinematic;
            Open(new() { Body = i, Arm = -1, IsFixed = isFixed, Friction = body.Friction, Restitution = body.Restitution });
            foreach (ref readonly var shape in _bodies.Shapes(i))
            {
                Add(Collider.Of(shape));
            }
        }

        for (var i = 0; i < _arms.Count; i++)
        {
            Open(new() { Body = -1, Arm = i, Friction = ArmShapes.SteelFriction });
            foreach (ref readonly var shape in _arms[i].Shapes.AsSpan())
            {
                Add(shape);
            }
        }
    }

    private void Open(Owner owner)
    {
        if (_ownerCount == _owners.Length)
        {
            Array.Resize(ref _owners, 2 * _ownerCount);
        }

        owner.First = _count;
        _owners[_ownerCount++] = owner;
    }

    private void Add(in Collider collider)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, 2 * _count);
        }

        _items[_count++] = collider;
        _owners[_ownerCount - 1].Count++;
    }

    private void PlaceBody(ref Owner owner, double dtS)
    {
        ref var body = ref _bodies[owner.Body];
        var margin = MarginM + (dtS * (body.V.Length + (body.W.Length * body.BoundingRadiusM)));
        owner.Box = Bounds.Empty;
        foreach (ref var item in _items.AsSpan(owner.First, owner.Count))
        {
            item.Place(body.R, body.P, margin);
            owner.Box = owner.Box.With(item.Box);
        }
    }

    private void PlaceArm(ref Owner owner, double dtS)
    {
        var arm = _arms[owner.Arm];
        owner.Box = Bounds.Empty;
        foreach (ref var item in _items.AsSpan(owner.First, owner.Count))
        {
            var (r, p) = (arm.LinkRotation(item.Link), arm.LinkOrigin(item.Link));
            var at = (r * item.P_link) + p;
            item.Place(r, p, MarginM + (dtS * arm.VelocityAt(item.Link, at).Length * 1.5));
            owner.Box = owner.Box.With(item.Box);
        }
    }
}
