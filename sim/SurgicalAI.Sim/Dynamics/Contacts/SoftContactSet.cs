using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics.Arms;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>
/// Contact points of surfaces and threads with bodies, arms and ground, found at the start of each step. A point that was there in the
/// step before keeps the place that friction holds it to. No allocation once its buffers have grown.
/// </summary>
internal sealed class SoftContactSet(Particles particles, RigidBodies bodies, List<ArmBody> arms, Colliders colliders)
{
    private const double MarginM = 0.3 * Si.Mm;

    // A segment of a thread counts besides its ends where its inside is nearer to a shape by this share of the radius.
    private const double InsideShare = 0.1;
    private const double OuterShare = 0.25;
    private const double InnerShare = 2 - OuterShare;
    private const int GroundShape = -1;
    private const double GroundReachM = 2 * Si.Mm;

    // More than an arm can push a point at rest down before contacts are found again.
    private const double GroundMarginM = 1 * Si.Mm;

    private readonly List<SurfaceSamples> _surfaces = [];
    private readonly List<IStrand> _strands = [];
    private SoftContact[] _items = new SoftContact[256];
    private SoftContact[] _old = new SoftContact[256];
    private int _count;
    private int _oldCount;
    private int _oldNext;
    private double _stepS;

    public Span<SoftContact> Items => _items.AsSpan(0, _count);

    public void Clear()
    {
        _surfaces.Clear();
        _strands.Clear();
        (_count, _oldCount) = (0, 0);
    }

    public void Add(ISurfaceMesh mesh) => _surfaces.Add(new(mesh));

    public void Add(IStrand strand) => _strands.Add(strand);

    /// <summary>Finds the contacts of a step.</summary>
    public void Find(ITerrain? terrain, double terrainFriction, double dtS)
    {
        (_items, _old) = (_old, _items);
        (_oldCount, _oldNext, _count, _stepS) = (_count, 0, 0, dtS);
        foreach (var surface in _surfaces)
        {
            surface.Refresh(particles);
            MeetGround(terrain, terrainFriction, surface);
            MeetShapes(surface);
        }

        foreach (var strand in _strands)
        {
            MeetGround(terrain, terrainFriction, strand);
            MeetShapes(strand);
        }
    }

    public void Visit(StateArchive archive)
    {
        archive.Visit(ref _count);
        if (_count > _items.Length)
        {
            Array.Resize(ref _items, 2 * _count);
        }

        foreach (ref var c in Items)
        {
            archive.Visit(ref c.Shape);
            archive.Visit(ref c.Stick);
            Visit(archive, ref c.Soft);
        }
    }

    private static void Visit(StateArchive archive, ref Anchor soft)
    {
        var (kind, i, j, k) = ((int)soft.Kind, soft.Index, soft.Second, soft.Third);
        archive.Visit(ref kind);
        archive.Visit(ref i);
        archive.Visit(ref j);
        archive.Visit(ref k);
        soft = (AnchorKind)kind == AnchorKind.Particle ? Anchor.Particle(i) : Anchor.Triangle(i, j, k, default);
    }

    public Vec3 ToLocal(Side side, Vec3 p) =>
        side.Body >= 0 ? bodies[side.Body].R.Inverse() * (p - bodies[side.Body].P)
        : side.IsArm ? arms[side.Arm].LinkRotation(side.Link).Inverse() * (p - arms[side.Arm].LinkOrigin(side.Link))
        : p;

    public static Anchor At(Side side, Vec3 p_side) =>
        side.Body >= 0 ? Anchor.Body(side.Body, p_side) : side.IsArm ? Anchor.Arm(side.Arm, side.Link, p_side) : Anchor.World(p_side);

    private void MeetGround(ITerrain? terrain, double friction, SurfaceSamples surface)
    {
        var mu = Math.Sqrt(friction * surface.Mesh.Friction);
        foreach (var i in surface.Vertices)
        {
            if (terrain is not null && surface.Mesh.MeetsTerrain)
            {
                MeetGround(terrain, mu, i, surface.Mesh.ThicknessM);
            }
        }
    }

    private void MeetGround(ITerrain? terrain, double friction, IStrand strand)
    {
        var mu = Math.Sqrt(friction * strand.Friction);
        foreach (var i in strand.Nodes)
        {
            if (terrain is not null)
            {
                MeetGround(terrain, mu, i, strand.RadiusM);
            }
        }
    }

    private void MeetGround(ITerrain terrain, double friction, int i, double radiusM)
    {
        var p = particles.Position(i);
        var height = p.Z - terrain.HeightM(p.X, p.Y);
        var way = _stepS * particles.Velocity(i).Length;
        if (height > GroundReachM + radiusM + way)
        {
            return;
        }

        var n = terrain.Normal(p.X, p.Y);
        var gap = (height * n.Z) - radiusM;
        if (gap < GroundMarginM + way)
        {
            Take(Anchor.Particle(i), p, Side.Ground, GroundShape, p - (height * n.Z * n), n, radiusM, friction);
        }
    }

    private void MeetShapes(SurfaceSamples surface)
    {
        surface.RefreshNormals(particles);
        var (mesh, vertices) = (surface.Mesh, surface.Vertices.Length);
        for (var v = 0; v < vertices; v++)
        {
            var i = surface.Vertices[v];
            MeetShapes(Anchor.Particle(i), particles.Position(i), particles.Velocity(i), surface.Outwards(v), mesh.ThicknessM, mesh.Friction);
        }

        const double Third = 1.0 / 3;
        var triangles = mesh.Triangles;
        for (var t = 0; t < triangles.Length; t += 3)
        {
            var (i, j, k) = (triangles[t], triangles[t + 1], triangles[t + 2]);
            var middle = Third * (particles.Position(i) + particles.Position(j) + particles.Position(k));
            var soft = Anchor.Triangle(i, j, k, new(Third, Third, Third));
            MeetShapes(soft, middle, particles.Velocity(i), surface.Normal(particles, t), mesh.ThicknessM, mesh.Friction);
        }
    }

    private void MeetShapes(IStrand strand)
    {
        var nodes = strand.Nodes;
        var first = _count;
        foreach (var i in nodes)
        {
            MeetShapes(Anchor.Particle(i), particles.Position(i), particles.Velocity(i), Vec3.Zero, strand.RadiusM, strand.Friction);
        }

        for (var s = 0; s + 1 < nodes.Length; s++)
        {
            if (strand.HasSegment(s))
            {
                MeetShapes(strand, nodes[s], nodes[s + 1]);
            }
        }

        foreach (ref var c in _items.AsSpan(first, _count - first))
        {
            c.SquashMPerN = strand.SquashMPerN;
        }
    }

    private void MeetShapes(in Anchor soft, Vec3 p, Vec3 v, Vec3 outwards, double radiusM, double friction)
    {
        var reach = MarginM + (InnerShare * radiusM) + (_stepS * v.Length);
        foreach (ref readonly var owner in colliders.Owners)
        {
            if (!IsNear(owner.Box, p, p, reach))
            {
                continue;
            }

            for (var s = owner.First; s < owner.First + owner.Count; s++)
            {
                ref var shape = ref colliders[s];
                if (IsNear(shape.Box, p, p, reach) && PointTouch.Distance(shape, p, out var n) is var distance && distance < reach + shape.Margin)
                {
                    var side = SideOf(owner, shape);
                    var radius = side.IsJaw ? JawRadiusM(radiusM, n.Dot(outwards)) : radiusM;
                    Take(soft, p, side, s, p - (distance * n), n, radius, FrictionOf(owner, shape, friction));
                }
            }
        }
    }

    private void MeetShapes(IStrand strand, int i, int j)
    {
        var (a, b) = (particles.Position(i), particles.Position(j));
        var reach = MarginM + strand.RadiusM + (_stepS * particles.Velocity(i).Length);
        foreach (ref readonly var owner in colliders.Owners)
        {
            if (!IsNear(owner.Box, a, b, reach))
            {
                continue;
            }

            for (var s = owner.First; s < owner.First + owner.Count; s++)
            {
                ref var shape = ref colliders[s];
                if (IsNear(shape.Box, a, b, reach))
                {
                    MeetInside(strand, Anchor.Segment(i, j, PointTouch.Nearest(shape, a, b)), a, b, owner, s, reach);
                }
            }
        }
    }

    private void MeetInside(IStrand strand, in Anchor soft, Vec3 a, Vec3 b, in Owner owner, int s, double reach)
    {
        ref var shape = ref colliders[s];
        var p = (soft.Point.X * a) + (soft.Point.Y * b);
        var distance = PointTouch.Distance(shape, p, out var n);
        var atEnds = Math.Min(PointTouch.Distance(shape, a, out _), PointTouch.Distance(shape, b, out _));
        if (distance < reach + shape.Margin && distance < atEnds - (InsideShare * strand.RadiusM))
        {
            Take(soft, p, SideOf(owner, shape), s, p - (distance * n), n, strand.RadiusM, FrictionOf(owner, shape, strand.Friction));
        }
    }

    // The two faces of a sheet between jaws would be pressed into one plane if each kept its distance from both jaws. So a face lies
    // close to the jaw on its outer side and keeps off the one on its inner side: the jaws stop at the same gap.
    private static double JawRadiusM(double radiusM, double outwards) =>
        (outwards < 0 ? OuterShare : outwards > 0 ? InnerShare : 1) * radiusM;

    private static bool IsNear(in Bounds box, Vec3 a, Vec3 b, double reach) =>
        Math.Min(a.X, b.X) - reach < box.Max.X && Math.Max(a.X, b.X) + reach > box.Min.X
        && Math.Min(a.Y, b.Y) - reach < box.Max.Y && Math.Max(a.Y, b.Y) + reach > box.Min.Y
        && Math.Min(a.Z, b.Z) - reach < box.Max.Z && Math.Max(a.Z, b.Z) + reach > box.Min.Z;

    private static Side SideOf(in Owner owner, in Collider shape) => new(owner.Body, owner.Arm, shape.Link);

    private double FrictionOf(in Owner owner, in Collider shape, double friction)
    {
        var isJaw = owner.Arm >= 0 && shape.Link is ArmLink.JawUpper or ArmLink.JawLower;
        return isJaw ? Math.Max(friction, arms[owner.Arm].JawFriction) : Math.Sqrt(friction * owner.Friction);
    }

    private void Take(in Anchor soft, Vec3 p, Side side, int shape, Vec3 onHard, Vec3 n, double radiusM, double friction)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, 2 * _count);
        }

        ref var c = ref _items[_count];
        c = default;
        (c.Shape, c.Soft, c.Side, c.N, c.RadiusM, c.Friction) = (shape, soft, side, n, radiusM, friction);
        c.Hard = At(side, ToLocal(side, onHard));
        c.Stick = TryInherit(c, out var stick) ? stick : ToLocal(side, p);
        c.Partner = PartnerOf(c);
        _count++;
    }

    // Old contacts mostly stand in the same order: the one after the last found is tried first, then all after it and around.
    private bool TryInherit(in SoftContact c, out Vec3 stick)
    {
        for (var k = 0; k < _oldCount; k++)
        {
            var i = _oldNext + k < _oldCount ? _oldNext + k : _oldNext + k - _oldCount;
            if (c.IsLike(_old[i]))
            {
                _oldNext = i + 1 < _oldCount ? i + 1 : 0;
                stick = _old[i].Stick;
                return true;
            }
        }

        stick = default;
        return false;
    }

    // Shapes of one arm follow each other: the other jaw's contact with the same point is the one just before, if there is one.
    private int PartnerOf(in SoftContact c)
    {
        const double Opposed = -0.9;
        if (!c.Side.IsJaw || _count == 0)
        {
            return -1;
        }

        ref var before = ref _items[_count - 1];
        var pinched = before.IsSamePoint(c) && before.Side.IsJaw && before.Side.Arm == c.Side.Arm && before.N.Dot(c.N) < Opposed;
        if (pinched)
        {
            before.Partner = _count;
        }

        return pinched ? _count - 1 : -1;
    }
}
