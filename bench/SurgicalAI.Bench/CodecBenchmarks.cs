using System.Buffers;
using BenchmarkDotNet.Attributes;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Transport.Json;

namespace SurgicalAI.Bench;

/// <summary>The wire format: <c>measured_cp</c> (100 Hz) and a suggestion of 15 waypoints (30 Hz).</summary>
public class CodecBenchmarks
{
    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);
    private CartesianStateMessage _pose;
    private SuggestionMessage _suggestion = null!;
    private byte[] _poseJson = [];
    private byte[] _suggestionJson = [];

    [GlobalSetup]
    public void Setup()
    {
        const long now = 1_800_000_000 * Si.SNs;
        var tool = new Pose<EcmFrame, ToolFrame>(Rotation.FromRotationVector(new(0.3, -0.7, 1.1)), new(0.01234, -0.00567, 0.11891));
        _pose = new(new(now, 123_456, "3f9a1c0b7d2e"), tool);
        var waypoints = Enumerable.Range(1, 15).Select(i => new Waypoint(now + (i * 66_666_667), tool, 0.35 + (0.01 * i))).ToArray();
        _suggestion = new(new(now, 4_242, "3f9a1c0b7d2e"), "psm1", "needle-reach-act@1a2b3c4d5e6f", now + (250 * Si.MsNs), 0.8, waypoints);
        _poseJson = Json(_pose);
        _suggestionJson = Json(_suggestion);
    }

    [Benchmark]
    public int EncodeMeasuredCp() => Encode(_pose);

    [Benchmark]
    public Outcome<CartesianStateMessage> DecodeMeasuredCp() => MessageCodec.Decode<CartesianStateMessage>(_poseJson);

    [Benchmark]
    public int EncodeSuggestion15() => Encode(_suggestion);

    [Benchmark]
    public Outcome<SuggestionMessage> DecodeSuggestion15() => MessageCodec.Decode<SuggestionMessage>(_suggestionJson);

    private int Encode<T>(in T message)
        where T : notnull
    {
        _buffer.ResetWrittenCount();
        MessageCodec.Encode(message, _buffer);
        return _buffer.WrittenCount;
    }

    private byte[] Json<T>(in T message)
        where T : notnull
    {
        Encode(message);
        return _buffer.WrittenSpan.ToArray();
    }
}
