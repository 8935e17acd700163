using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <content>
/// Two contacts that squeeze a body between them, corrected together along the line that joins them: the body itself does not
/// resist such a push, so what counts is how its two neighbours give way.
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
    }
}
