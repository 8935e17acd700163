using System.Buffers;
using System.Text;
using CsCheck;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Transport.Json;

namespace SurgicalAI.Tests.Transport;

public sealed class MessageCodecTests
{
    private const string Header = """{"stamp":{"sec":1,"nanosec":5},"seq":3,"session":"s"}""";

    [Fact]
    public void RoundTrip_JointState_SameBits() =>
        Check(Gen.Select(Sample.Header, Sample.Joints, Sample.Joints, (h, p, v) => new JointStateMessage(h, p, v)));

    [Fact]
    public void RoundTrip_JawState_SameBits() =>
        Check(Gen.Select(Sample.Header, Sample.Number, Sample.Number, (h, p, v) => new JawStateMessage(h, p, v)));

    [Fact]
    public void RoundTrip_ServoJp_SameBits() =>
        Check(Gen.Select(Sample.Header, Sample.Joints, Sample.Time, (h, q, e) => new ServoJpMessage(h, q, e)));

    [Fact]
    public void RoundTrip_JawServo_SameBits() =>
        Check(Gen.Select(Sample.Header, Sample.Number, Sample.Time, (h, q, e) => new JawServoMessage(h, q, e)));

    [Fact]
    public void RoundTrip_EcmMessages_SameBits()
    {
        var joints = Sample.Number.Array[4].Select(q => EcmJoints.From(q));
        Check(Gen.Select(Sample.Header, joints, joints, (h, p, v) => new EcmJointStateMessage(h, p, v)));
        Check(Gen.Select(Sample.Header, joints, Sample.Time, (h, q, e) => new EcmServoJpMessage(h, q, e)));
    }

    [Fact]
    public void Decode_EcmPoseInAnotherFrame_IsRefused()
    {
        const string Pose = """{"position":{"x":0,"y":0,"z":-0.1},"orientation":{"x":0,"y":0,"z":0,"w":1}}""";
        byte[] Message(string frame) => Encoding.UTF8.GetBytes(
            $$"""{"header":{"stamp":{"sec":1,"nanosec":5},"frame_id":"{{frame}}","seq":3,"session":"s"},"pose":{{Pose}}}""");
        Assert.True(MessageCodec.Decode<EcmCartesianStateMessage>(Message("ecm_base")).Ok);
        Assert.Equal(FaultCode.WrongTarget, MessageCodec.Decode<EcmCartesianStateMessage>(Message("ecm")).Fault.Code);
    }

    [Fact]
    public void RoundTrip_Hold_SameBits() => Check(Sample.Header.Select(h => new HoldMessage(h)));

    [Fact]
    public void RoundTrip_OperatingState_SameBits() =>
        Check(Gen.Select(
            Sample.Header, Gen.Enum<CrtkState>(), Gen.Bool, Gen.Bool, Sample.Text, Gen.Bool,
            (h, s, homed, busy, reason, sim) => new OperatingStateMessage(h, s, homed, busy, reason, sim)));

    [Fact]
    public void RoundTrip_Answer_SameBits() => Check(Gen.Select(
        Sample.Header, Sample.Text, Sample.Text, Gen.Int, Gen.Bool, Sample.Text, (h, r, s, q, a, w) => new AnswerMessage(h, r, s, q, a, w)));

    [Fact]
    public void RoundTrip_StateCommand_SameBits() => Check(Gen.Select(Sample.Header, Sample.Text, (h, c) => new StateCommandMessage(h, c)));

    [Fact]
    public void RoundTrip_Decision_SameBits() =>
        Check(Gen.Select(Sample.Header, Gen.Int, Gen.Enum<DecisionKind>(), Sample.Text, (h, s, k, r) => new DecisionMessage(h, s, k, r)));

    [Fact]
    public void RoundTrip_Mode_SameBits() =>
        Check(Gen.Select(Sample.Header, Gen.Enum<ControlMode>(), Sample.Text, (h, m, r) => new ModeMessage(h, m, r)));

    [Fact]
    public void RoundTrip_Scene_SameBits() =>
        Check(Gen.Select(
            Sample.Header, Sample.Text, Gen.Int, Gen.Int, Gen.Int, Gen.ULong, (h, t, e, f, s, seed) => new SceneMessage(h, t, e, f, s, seed)));

    [Fact]
    public void RoundTrip_Latency_SameBits() =>
        Check(Gen.Select(
            Sample.Header, Gen.Int, Sample.Time, Sample.Time, Sample.Time, (h, s, o, r, a) => new LatencyMessage(h, s, o, r, a)));

    [Fact]
    public void RoundTrip_Health_SameBits() =>
        Check(Gen.Select(
            Sample.Header, Sample.Text, Sample.Text, Sample.Text, Gen.Select(Gen.Long, Gen.Long, Gen.Long, (a, b, c) => new GateCounts(a, b, c)),
            (h, c, s, r, g) => new HealthMessage(h, c, s, r, g)));

    [Fact]
    public void RoundTrip_CartesianState_SamePose() =>
        Gen.Select(Sample.Header, Sample.Pose, (h, p) => new CartesianStateMessage(h, p)).Sample(message =>
        {
            var back = Twice(message);
            return back.Header == message.Header && Near(back.T_ecm_tool, message.T_ecm_tool);
        });

    [Fact]
    public void RoundTrip_ServoCp_SamePose() =>
        Gen.Select(Sample.Header, Sample.Pose, Sample.Time, (h, p, e) => new ServoCpMessage(h, p, e)).Sample(message =>
        {
            var back = Twice(message);
            return back.Header == message.Header && back.ExpiresNs == message.ExpiresNs && Near(back.T_ecm_tool, message.T_ecm_tool);
        });

    [Fact]
    public void RoundTrip_Suggestion_SamePlan() => Sample.Suggestion.Sample(message =>
    {
        var back = Twice(message);
        return back with { Waypoints = message.Waypoints } == message
            && back.Waypoints.Count == message.Waypoints.Count
            && back.Waypoints.Zip(message.Waypoints).All(
                pair => pair.First.AtNs == pair.Second.AtNs
                    && pair.First.JawRad.Equals(pair.Second.JawRad)
                    && Near(pair.First.T_ecm_tool, pair.Second.T_ecm_tool));
    });

    [Fact]
    public void RoundTrip_Tips_SameTips()
    {
        var axis = Sample.Number.Array[4].Select(a => (SeenAxis?)new SeenAxis(a[0], a[1], a[2], a[3]));
        var eye = Gen.Select(Gen.Int, Sample.Number, Sample.Number, Sample.Number, Gen.Bool, Gen.OneOf(axis, Gen.Const((SeenAxis?)null)), (t, x, y, sd, f, a) => new EyeTip(t, x, y, sd, f, a)).Array[0, 12];
        var space = Gen.Select(Gen.Int, Sample.Number.Array[3], Sample.Number, Gen.Bool, Gen.Bool, (t, p, sd, h, a) => new SpaceTip(t, new(p[0], p[1], p[2]), sd, h, a)).Array[0, 12];
        Gen.Select(Sample.Header, eye, eye, space, (h, l, r, s) => new TipsMessage(h, l, r, s)).Sample(message =>
        {
            var back = Twice(message);
            return back.Header == message.Header && back.Left.SequenceEqual(message.Left) && back.Right.SequenceEqual(message.Right) && back.Tips.SequenceEqual(message.Tips);
        });
    }

    [Fact]
    public void Decode_MoreTipsThanTwelve_Malformed()
    {
        var tips = string.Join(',', Enumerable.Repeat("""{"track":0,"position":[0,0,1],"sd":1,"hidden":false,"with_arm":false}""", 13));
        Assert.Equal(FaultCode.Malformed, Decode<TipsMessage>($$"""{"header":{{Header}},"left":[],"right":[],"tips":[{{tips}}]}""").Fault.Code);
    }

    [Fact]
    public void Decode_UnknownProperty_IsPassedOver()
    {
        var outcome = Decode<HoldMessage>($$"""{"extra":[{"x":[1,2]}],"header":{{Header}},"more":null}""");
        Assert.Equal(new Header(1_000_000_005, 3, "s"), outcome.Value.Header);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    [InlineData("""{"header":{"stamp":{"sec":1,"nanosec":5},"seq":3,"session":"s"}""")]
    [InlineData("""{"header":{"stamp":{"sec":1,"nanosec":5},"seq":3}}""")]
    [InlineData("""{"header":{"stamp":{"sec":1,"nanosec":1000000000},"seq":3,"session":"s"}}""")]
    [InlineData("""{"header":{"stamp":{"sec":-1,"nanosec":0},"seq":3,"session":"s"}}""")]
    [InlineData("""{"header":{"stamp":{"sec":99999999999999,"nanosec":0},"seq":3,"session":"s"}}""")]
    [InlineData("""{"header":{"stamp":{"sec":1,"nanosec":5},"seq":3.5,"session":"s"}}""")]
    [InlineData("""{"header":{"stamp":{"sec":1,"nanosec":5},"seq":3,"session":"s"}} {}""")]
    public void Decode_NotTheMessage_Malformed(string json) => Assert.Equal(FaultCode.Malformed, Decode<HoldMessage>(json).Fault.Code);

    [Theory]
    [InlineData("[1e999]", FaultCode.NotFinite)]
    [InlineData("[\"NaN\"]", FaultCode.NotFinite)]
    [InlineData("[NaN]", FaultCode.Malformed)]
    [InlineData("[]", FaultCode.Malformed)]
    [InlineData("[1,2]", FaultCode.Malformed)]
    [InlineData("1", FaultCode.Malformed)]
    public void Decode_BadNumber_Refused(string position, FaultCode expected)
    {
        var json = $$$"""{"header":{{{Header}}},"position":{{{position}}},"expires":{"sec":1,"nanosec":0}}""";
        Assert.Equal(expected, Decode<JawServoMessage>(json).Fault.Code);
    }

    [Fact]
    public void Decode_JointsInAnotherOrder_WrongTarget()
    {
        var json = $$"""{"header":{{Header}},"name":["pitch","yaw"],"position":[0,0,0,0,0,0],"velocity":[0,0,0,0,0,0]}""";
        Assert.Equal(FaultCode.WrongTarget, Decode<JointStateMessage>(json).Fault.Code);
    }

    [Theory]
    [InlineData("world", "1", FaultCode.WrongTarget)]
    [InlineData("ecm", "0.9", FaultCode.NotFinite)]
    [InlineData("ecm", "1.0004", FaultCode.None)]
    public void Decode_FrameAndRotation_AreChecked(string frame, string w, FaultCode expected)
    {
        var header = Header.Replace("\"seq\"", $"\"frame_id\":\"{frame}\",\"seq\"", StringComparison.Ordinal);
        var pose = $$$"""{"position":{"x":1,"y":2,"z":3},"orientation":{"x":0,"y":0,"z":0,"w":{{{w}}}}}""";
        var outcome = Decode<CartesianStateMessage>($$$"""{"header":{{{header}}},"pose":{{{pose}}}}""");
        Assert.Equal(expected, outcome.Fault.Code);
        Assert.True(!outcome.TryGet(out var message) || message.T_ecm_tool == new Pose<EcmFrame, ToolFrame>(Rotation.Identity, new(1, 2, 3)));
    }

    [Fact]
    public void Decode_RandomDamage_NeverThrows()
    {
        var bytes = Encode(new ModeMessage(new(1, 2, "abc"), ControlMode.Share, "because"));
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Sample(damage =>
        {
            var copy = bytes.ToArray();
            copy[damage.Item1] = damage.Item2;
            _ = MessageCodec.Decode<ModeMessage>(copy);
            _ = MessageCodec.Decode<ModeMessage>(copy.AsSpan(0, damage.Item1));
        });
    }

    [Fact]
    public void Encode_NotFinite_Refused() =>
        Assert.Throws<ArgumentException>(() => Encode(new JawStateMessage(default(Header) with { Session = "s" }, double.NaN, 0)));

    [Fact]
    public void RoundTrip_SmallStateMessage_AllocatesNothing()
    {
        var message = Sample.Cp(1);
        var buffer = new ArrayBufferWriter<byte>(4096);
        var before = 0L;
        for (var i = 0; i < 2_000; i++)
        {
            before = i == 1_000 ? GC.GetAllocatedBytesForCurrentThread() : before;
            buffer.ResetWrittenCount();
            MessageCodec.Encode(message, buffer);
            message = MessageCodec.Decode<CartesianStateMessage>(buffer.WrittenSpan).Value;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Check<T>(Gen<T> messages)
        where T : notnull => messages.Sample(message => EqualityComparer<T>.Default.Equals(Twice(message), message));

    private static T Twice<T>(T message)
        where T : notnull => MessageCodec.Decode<T>(Encode(message)).Value;

    private static byte[] Encode<T>(T message)
        where T : notnull
    {
        var buffer = new ArrayBufferWriter<byte>();
        MessageCodec.Encode(message, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static Outcome<T> Decode<T>(string json)
        where T : notnull => MessageCodec.Decode<T>(Encoding.UTF8.GetBytes(json));

    private static bool Near(Pose<EcmFrame, ToolFrame> a, Pose<EcmFrame, ToolFrame> b) =>
        a.P == b.P && (a.R.X - b.R.X).Length < 1e-12 && (a.R.Y - b.R.Y).Length < 1e-12 && (a.R.Z - b.R.Z).Length < 1e-12;
}
