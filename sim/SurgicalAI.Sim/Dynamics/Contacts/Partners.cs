namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>
/// Finds for each contact in which an arm presses a body the contact that bears the body from the other side: the other jaw, or what
/// the body lies on. The two are corrected together, because a light body between two heavy ones would pass a force on only
/// after as many passes as the masses' ratio.
/// </summary>
internal static class Partners
{
    /// <summary>Least cosine between the line that joins two partners and the normal of either.</summary>
    public const double LeastCosine = 0.6;

    private const double Opposed = -0.5;
    private const double ShortM = 1e-5;

    public static void Find(Span<RigidContact> contacts)
    {
        for (var i = 0; i < contacts.Length; i++)
        {
            ref var c = ref contacts[i];
            c.Partner = -1;
            if (c.A.IsArm != c.B.IsArm)
            {
                c.Partner = Best(contacts, i);
            }
        }
    }

    /// <summary>+1 when the body is the contact's first side, -1 when its second, 0 when it is not part of it.</summary>
    public static int SignOf(in RigidContact c, int body) => c.A.Body == body ? 1 : c.B.Body == body ? -1 : 0;

    /// <summary>The body that an arm presses in a contact.</summary>
    public static int PressedBody(in RigidContact c) => Math.Max(c.A.Body, c.B.Body);

    private static int Best(Span<RigidContact> contacts, int i)
    {
        ref var c = ref contacts[i];
        var body = PressedBody(c);
        var push = SignOf(c, body) * c.N;
        var (best, straightest) = (-1, LeastCosine);
        for (var j = 0; body >= 0 && j < contacts.Length; j++)
        {
            ref var d = ref contacts[j];
            var bearing = SignOf(d, body) * d.N;
            if (j == i || bearing.Dot(push) > Opposed)
            {
                continue;
            }

            if (j < i && d.Partner == i)
            {
                return -1;
            }

            var line = d.At - c.At;
            var length = line.Length;
            var cosine = length > ShortM ? Math.Min(line.Dot(push), -line.Dot(bearing)) / length : 1;
            (best, straightest) = cosine > straightest ? (j, cosine) : (best, straightest);
        }

        return best;
    }
}
