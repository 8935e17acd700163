using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <content>
/// Two contacts that squeeze a body between them, corrected together: along the line that joins them, where the body itself does not
/// resist and what counts is how its two neighbours give way; and across it in opposite directions, a couple that turns the
/// body. One by one they would mostly shift the body to and fro.
/// </content>
internal sealed partial class ContactSolver
{
    private const double ShortM = 1e-5;

    private void PreparePair(ref RigidContact c, in RigidContact d)
    {
        var body = Partners.PressedBody(c);
        var (signC, signD) = (Partners.SignOf(c, body), Partners.SignOf(d, body));
        var line = d.At - c.At;
        var axis = line.Length > ShortM ? line.Normalized() : ((signC * c.N) - (signD * d.N)).Normalized();
        (c.PairAxis, c.PartnerAxis) = (signC * c.InFrame(axis), -signD * d.InFrame(axis));
        c.InverseMassPair = NeighboursInverseMass(c, d, axis, signC > 0, signD > 0);
        var across = (c.T1 - (c.T1.Dot(axis) * axis)).Normalized();
        PrepareCouple(ref c.Couple1, c, d, across, body);
        PrepareCouple(ref c.Couple2, c, d, axis.Cross(across), body);
    }

    private void PrepareCouple(ref Couple couple, in RigidContact c, in RigidContact d, Vec3 axis, int body)
    {
        var (signC, signD) = (Partners.SignOf(c, body), Partners.SignOf(d, body));
        (couple.AxisC, couple.AxisD) = (signC * c.InFrame(axis), -signD * d.InFrame(axis));
        var torque = (c.At - d.At).Cross(axis);
        couple.InverseMass = torque.Dot(_bodies[body].InverseInertia * torque) + NeighboursInverseMass(c, d, axis, signC > 0, signD > 0);
    }

    private double NeighboursInverseMass(in RigidContact c, in RigidContact d, Vec3 axis, bool isFirstC, bool isFirstD)
    {
        var (sideC, sideD) = (isFirstC ? c.B : c.A, isFirstD ? d.B : d.A);
        var (leverC, leverD) = (isFirstC ? c.LeverB : c.LeverA, isFirstD ? d.LeverB : d.LeverA);
        return sideC.IsArm && sideC.Arm == sideD.Arm
            ? _arms[sideC.Arm].PairInverseMass(sideC.Link, leverC, -axis, sideD.Link, leverD, axis)
            : InverseMass(sideC, leverC, axis) + InverseMass(sideD, leverD, axis);
    }

    private double InverseMass(Side side, Vec3 lever, Vec3 n) =>
        side.Body >= 0 ? _bodies[side.Body].InverseMassAt(lever, n) : side.IsArm ? _arms[side.Arm].InverseMassAt(side.Link, lever, n) : 0;

    private void SolvePair(ref RigidContact c, ref RigidContact d, double hS)
    {
        var (kc, kd) = (c.PairAxis.X, c.PartnerAxis.X);
        if (kc < Partners.LeastCosine || kd < Partners.LeastCosine)
        {
            return;
        }

        var (softC, dampC) = Softness(c, hS);
        var (softD, dampD) = Softness(d, hS);
        var damping = Math.Max(dampC, dampD);
        var way = c.PairAxis.Dot(Way(c)) + c.PartnerAxis.Dot(Way(d));
        var residual = ((1 + damping) * way) + (kc * (Bias(c, hS) + (softC * c.Impulse.X))) + (kd * (Bias(d, hS) + (softD * d.Impulse.X)));
        var push = -residual / Math.Max(TinyMass, ((1 + damping) * c.InverseMassPair) + (softC * kc * kc) + (softD * kd * kd));
        push = Math.Max(push, -Math.Min(c.Impulse.X / kc, d.Impulse.X / kd));
        Apply(ref c, push * c.PairAxis);
        Apply(ref d, push * c.PartnerAxis);
        SolveCouple(ref c, ref d, c.Couple1);
        SolveCouple(ref c, ref d, c.Couple2);
    }

    private void SolveCouple(ref RigidContact c, ref RigidContact d, in Couple couple)
    {
        var way = couple.AxisC.Dot(Way(c) + new Vec3(0, c.Drift1, c.Drift2)) + couple.AxisD.Dot(Way(d) + new Vec3(0, d.Drift1, d.Drift2));
        var push = -way / Math.Max(TinyMass, couple.InverseMass);
        ApplyTangential(ref c, push * couple.AxisC);
        ApplyTangential(ref d, push * couple.AxisD);
    }

    private void ApplyTangential(ref RigidContact c, Vec3 frameImpulse)
    {
        var wanted = new Vec3(0, c.Impulse.Y + frameImpulse.Y, c.Impulse.Z + frameImpulse.Z);
        InCone(ref wanted, c.Friction * c.Impulse.X);
        Apply(ref c, new(0, wanted.Y - c.Impulse.Y, wanted.Z - c.Impulse.Z));
    }
}
