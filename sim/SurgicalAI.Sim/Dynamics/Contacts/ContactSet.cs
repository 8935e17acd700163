using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics.Arms;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>
/// Contact points between bodies, arms and ground, found at the start of each step. A point keeps the multipliers of the point of
/// the same two shapes that lay nearest to it in the step before.
/// </summary>
internal sealed class ContactSet(RigidBodies bodies, List<ArmBody> arms, Colliders colliders, HashSet<long> ignored)
{
    private const double SamePlaceM = 0.7 * Si.Mm;
    private const double StickReachM = 0.5 * Si.Mm;
    private const double SameDirection = 0.7;
    private const int GroundShape = 0xFFFFF;

    // Push of a stiff but not rigid instrument on something hard, and on the phantom's tissue.
    private const double ArmCompliance = 5e-6;
    private const double ArmDamping = 500;
    private const double TissueCompliance = 1.0 / 12_000;
    private const double TissueDamping = 150;

    private readonly RigidBodies _bodies = bodies;
    private readonly List<ArmBody> _arms = arms;
    private readonly Colliders _colliders = colliders;
    private readonly HashSet<long> _ignored = ignored;
    private readonly TouchBuffer _touches = new();
    private RigidContact[] _contacts = new RigidContact[128];
    private RigidContact[] _old = new RigidContact[128];
    private int[] _pressed = new int[128];
    private bool[] _isPressed = new bool[16];
    private int _pressedCount;
    private int _count;
    private int _oldCount;
    private int _oldNext;

    public Span<RigidContact> Items => _contacts.AsSpan(0, _count);

    /// <summary>Contacts of bodies that an arm touches, and of arms.</summary>
    public ReadOnlySpan<int> Pressed => _pressed.AsSpan(0, _pressedCount);

    /// <summary>True when an arm touches a body that can move: <see cref="GraspSolver"/> takes what is pressed.</summary>
    public bool PressesBodies { get; private set; }

    public void Clear() => (_count, _oldCount, _pressedCount) = (0, 0, 0);

    /// <summary>Finds the contacts of a step.</summary>
    public void Find(ITerrain? terrain, double terrainFriction)
    {
        (_contacts, _old) = (_old, _contacts);
        (_oldCount, _oldNext, _count) = (_count, 0, 0);
        var owners = _colliders.Owners;
        for (var i = 0; i < owners.Length; i++)
        {
            for (var j = i + 1; j < owners.Length; j++)
            {
                Meet(owners[i], owners[j], i, j);
            }

            if (terrain is not null && !owners[i].IsFixed)
            {
                MeetGround(terrain, terrainFriction, owners[i], i);
            }
        }

        FindPressed();
    }

    public void Visit(StateArchive archive)
    {
        archive.Visit(ref _count);
        if (_count > _contacts.Length)
        {
            Array.Resize(ref _contacts, 2 * _count);
        }

        foreach (ref var c in Items)
        {
            Visit(archive, ref c);
        }
    }

    private void FindPressed()
    {
        (_pressedCount, PressesBodies) = (0, false);
        if (_arms.Count == 0)
        {
            return;
        }

        if (_isPressed.Length < _bodies.Count)
        {
            Array.Resize(ref _isPressed, 2 * _bodies.Count);
        }

        if (_pressed.Length < _count)
        {
            Array.Resize(ref _pressed, 2 * _count);
        }

        _isPressed.AsSpan(0, _bodies.Count).Clear();
        foreach (ref var c in Items)
        {
            var body = c.A.IsArm != c.B.IsArm ? Math.Max(c.A.Body, c.B.Body) : -1;
            if (body >= 0 && _bodies[body].InverseMass > 0)
            {
                (_isPressed[body], PressesBodies) = (true, true);
            }
        }

        for (var i = 0; i < _count; i++)
        {
            if (IsPressed(_contacts[i].A) || IsPressed(_contacts[i].B))
            {
                _pressed[_pressedCount++] = i;
                Stiffen(ref _contacts[i]);
                _contacts[i].IsInGrasp = PressesBodies;
            }
        }
    }

    // What bears a pressed body must bear the arm's force, far above the body's weight.
    private static void Stiffen(ref RigidContact c) =>
        (c.Compliance, c.Damping) = c.Compliance > 0 ? (c.Compliance, c.Damping) : (ArmCompliance, ArmDamping);

    private bool IsPressed(Side side) => side.IsArm || (side.Body >= 0 && _isPressed[side.Body]);

    // All that matters of an old contact: where it was and what it carried.
    private static void Visit(StateArchive archive, ref RigidContact c)
    {
        c = archive.IsRestoring ? default : c;
        archive.Visit(ref c.Key);
        archive.Visit(ref c.LocalA);
        archive.Visit(ref c.StickA);
        archive.Visit(ref c.StickB);
        archive.Visit(ref c.N);
        archive.Visit(ref c.T1);
        archive.Visit(ref c.T2);
        archive.Visit(ref c.Impulse);
        archive.Visit(ref c.Slips);
    }

    private static bool Moves(in Owner owner) => !owner.IsFixed;

    private static Side SideOf(in Owner owner, in Collider shape) => new(owner.Body, owner.Arm, shape.Link);

    private void Meet(in Owner a, in Owner b, int i, int j)
    {
        if (!(Moves(a) || Moves(b)) || !a.Box.Meets(b.Box) || IsIgnored(a, b))
        {
            return;
        }

        _touches.Clear();
        for (var s = a.First; s < a.First + a.Count; s++)
        {
            ref var shape = ref _colliders[s];
            if (!shape.Box.Meets(b.Box))
            {
                continue;
            }

            for (var t = b.First; t < b.First + b.Count; t++)
            {
                _touches.Shapes = (s, t);
                ShapeTouch.Collide(shape, _colliders[t], shape.Margin + _colliders[t].Margin, _touches);
            }
        }

        Take(a, b, ((long)i << 44) | ((long)j << 24));
    }

    private bool IsIgnored(in Owner a, in Owner b) =>
        _ignored.Count > 0 && a.Body >= 0 && b.Body >= 0 && _ignored.Contains(DynamicsWorld.PairKey(a.Body, b.Body));

    private void MeetGround(ITerrain terrain, double friction, in Owner owner, int i)
    {
        if (!Ground.IsNear(terrain, owner.Box))
        {
            return;
        }

        _touches.Clear();
        for (var s = owner.First; s < owner.First + owner.Count; s++)
        {
            _touches.Shapes = (s, GroundShape);
            Ground.Collide(terrain, _colliders[s], _colliders[s].Margin, _touches);
        }

        Take(owner, new() { Body = -1, Arm = -1, Friction = friction }, ((long)i << 44) | ((long)GroundShape << 24));
    }

    private void Take(in Owner a, in Owner b, long pair)
    {
        _touches.Thin();
        for (var i = 0; i < _touches.Count; i++)
        {
            ref readonly var touch = ref _touches[i];
            var key = pair | (long)(((touch.ShapeA - a.First) << 12) | (b.Count > 0 ? touch.ShapeB - b.First : 0));
            ref var c = ref Next();
            c = default;
            c.Key = key;
            c.A = SideOf(a, _colliders[touch.ShapeA]);
            c.B = b.Count > 0 ? SideOf(b, _colliders[touch.ShapeB]) : Side.Ground;
            Place(ref c, touch.Point);
            Furnish(ref c, a, b);
            Inherit(ref c);
        }
    }

    private ref RigidContact Next()
    {
        if (_count == _contacts.Length)
        {
            Array.Resize(ref _contacts, 2 * _count);
        }

        return ref _contacts[_count++];
    }

    private void Place(ref RigidContact c, in TouchPoint point)
    {
        c.N = point.Normal;
        c.T1 = TouchBuffer.Tangent(c.N);
        c.T2 = c.N.Cross(c.T1);
        (c.LocalA, c.LocalB) = (ToLocal(c.A, point.OnA), ToLocal(c.B, point.OnB));
        (c.StickA, c.StickB) = (c.LocalA, ToLocal(c.B, point.OnA));
        c.At = point.OnA;
    }

    private void Furnish(ref RigidContact c, in Owner a, in Owner b)
    {
        c.Restitution = Math.Max(a.Restitution, b.Restitution);
        c.Friction = Math.Sqrt(a.Friction * b.Friction);
        if (c.A.IsArm || c.B.IsArm)
        {
            var grip = Math.Max(c.A.IsJaw ? _arms[c.A.Arm].JawFriction : 0, c.B.IsJaw ? _arms[c.B.Arm].JawFriction : 0);
            var ground = b.Count == 0;
            c.Friction = grip > 0 && !ground ? Math.Max(grip, Math.Max(a.Friction, b.Friction)) : c.Friction;
            (c.Compliance, c.Damping) = ground ? (TissueCompliance, TissueDamping) : (ArmCompliance, ArmDamping);
        }
    }

    // Old contacts of a pair of owners stand together, in the same order as the pairs now.
    private void Inherit(ref RigidContact c)
    {
        var pair = c.Key >> 24;
        while (_oldNext < _oldCount && _old[_oldNext].Key >> 24 < pair)
        {
            _oldNext++;
        }

        var (best, nearest) = (-1, SamePlaceM * SamePlaceM);
        for (var i = _oldNext; i < _oldCount && _old[i].Key >> 24 == pair; i++)
        {
            var d = _old[i].LocalA - c.LocalA;
            var fits = d.Dot(d) < nearest && !_old[i].IsTaken && _old[i].N.Dot(c.N) > SameDirection;
            (best, nearest) = fits ? (i, d.Dot(d)) : (best, nearest);
        }

        if (best >= 0)
        {
            Carry(ref c, ref _old[best]);
        }
    }

    private static void Carry(ref RigidContact c, ref RigidContact old)
    {
        var friction = old.InWorld(new(0, old.Impulse.Y, old.Impulse.Z));
        c.Impulse = new(old.Impulse.X, friction.Dot(c.T1), friction.Dot(c.T2));
        if (!old.Slips && (old.StickA - c.LocalA).Length < StickReachM)
        {
            (c.StickA, c.StickB) = (old.StickA, old.StickB);
        }

        old.IsTaken = true;
    }

    private Vec3 ToLocal(Side side, Vec3 p) =>
        side.Body >= 0 ? _bodies[side.Body].R.Inverse() * (p - _bodies[side.Body].P)
        : side.IsArm ? _arms[side.Arm].LinkRotation(side.Link).Inverse() * (p - _arms[side.Arm].LinkOrigin(side.Link))
        : p;
}
