using CsCheck;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Tests.Transport;

/// <summary>Random messages.</summary>
internal static class Sample
{
    public static readonly Gen<Header> Header = Gen.Select(
        Gen.Long[0, 4_000_000_000_000_000_000], Gen.Int[0, int.MaxValue], Gen.String[Gen.Char.AlphaNumeric, 1, 20],
        (stamp, seq, session) => new Header(stamp, seq, session));

    public static readonly Gen<long> Time = Gen.Long[0, 4_000_000_000_000_000_000];

    public static readonly Gen<double> Number = Gen.Double[-10, 10];

    public static readonly Gen<JointVector> Joints = Number.Array[6].Select(q => JointVector.From(q));

    public static readonly Gen<Pose<EcmFrame, ToolFrame>> Pose = Gen.Select(
        Number.Array[4].Where(q => q.Sum(x => x * x) > 0.01), Number.Array[3],
        (q, p) => new Pose<EcmFrame, ToolFrame>(Rotation.FromQuaternion(q[0], q[1], q[2], q[3]), new(p[0], p[1], p[2])));

    public static readonly Gen<string> Text = Gen.String[0, 40];

    public static readonly Gen<SuggestionMessage> Suggestion = Gen.Select(
        Header, Text, Text, Time, Gen.Double[0, 1],
        Gen.Select(Gen.Int[1, 1_000_000_000], Pose, Number, (gap, pose, jaw) => new Waypoint(gap, pose, jaw)).Array[1, 32],
        (header, arm, model, expires, confidence, waypoints) =>
            new SuggestionMessage(header, arm, model, expires, confidence, Ordered(waypoints)));

    public static Header At(long stampNs, int sequence, string session = "s") => new(stampNs, sequence, session);

    public static CartesianStateMessage Cp(int sequence, string session = "s", long stampNs = 1) =>
        new(At(stampNs, sequence, session), Pose<EcmFrame, ToolFrame>.Identity);

    public static ServoCpMessage Servo(int sequence, long stampNs, long expiresNs, string session = "s") =>
        new(At(stampNs, sequence, session), Pose<EcmFrame, ToolFrame>.Identity, expiresNs);

    private static Waypoint[] Ordered(Waypoint[] gaps)
    {
        var at = 0L;
        return [.. gaps.Select(g => g with { AtNs = at += g.AtNs })];
    }
}
