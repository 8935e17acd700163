using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using System.Text.Json;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Scene.Bodies;
using SurgicalAI.Sim.Tasks;
using SurgicalAI.Sim.Viewing;

namespace SurgicalAI.Tests.Sim;

public sealed class SceneEncoderTests : ISceneSink
{
    private const int FrameFixedWords = 2 + 5 + 12;
    private const int PartWords = 17;
    private static readonly SceneHeader Header = new("a-task", ulong.MaxValue, "expert", SimWorld.StepS, 10, 640, 360, 1);
    private readonly List<byte[]> _starts = [];
    private readonly List<byte[]> _meshes = [];
    private readonly List<byte[]> _frames = [];
    private readonly SceneEncoder _encoder;
    private readonly SceneBodies _bodies = new();
    private readonly SimWorld _world = new(new SimOptions());

    public SceneEncoderTests()
    {
        _encoder = new(this);
        _encoder.Start(Header);
    }

    void ISceneSink.Start(ReadOnlySpan<byte> message) => Keep(_starts, message, SceneMessage.Start);

    void ISceneSink.Mesh(ReadOnlySpan<byte> message) => Keep(_meshes, message, SceneMessage.Mesh);

    void ISceneSink.Frame(ReadOnlySpan<byte> message) => Keep(_frames, message, SceneMessage.Frame);

    [Fact]
    public void Start_Header_IsJsonWithTheSeedAsText()
    {
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(_starts[0].AsSpan(SceneMessage.HeadBytes)));
        Assert.Equal(SceneMessage.Schema, json.RootElement.GetProperty("schema").GetString());
        Assert.Equal("18446744073709551615", json.RootElement.GetProperty("seed").GetString());
        Assert.Equal("board", json.RootElement.GetProperty("labels")[15].GetString());
    }

    [Fact]
    public void Add_SameSceneTwice_SendsShapesOnce()
    {
        Add();
        var shapes = _meshes.Count;
        Assert.True(shapes > 5);
        _world.Step(0.1);
        Add();
        Assert.Equal(shapes, _meshes.Count);
        Assert.Equal(2, _frames.Count);
        Assert.NotEqual(_frames[0], _frames[1]);
    }

    [Fact]
    public void Add_AfterStart_SendsShapesAgainFromNumberZero()
    {
        Add();
        var shapes = _meshes.Count;
        _encoder.Start(Header);
        Add();
        Assert.Equal(2 * shapes, _meshes.Count);
        Assert.Equal(0u, Word(_meshes[shapes], 2));
    }

    [Fact]
    public void Add_SoftSurface_SendsTrianglesOnceAndAgainAfterACut()
    {
        _bodies.Softs.Add(new()
        {
            Vertices = [new(1, 2, 3), new(4, 5, 6), new(7, 8, 9), new(1, 1, 1)],
            VertexCount = 4,
            Indices = [0, 1, 2, 1, 2, 3],
            IndexCount = 6,
            Material = SceneMaterial.Gauze,
            TwoSided = true,
        });
        Add();
        Add();
        var shapes = _meshes.Count;
        Assert.Equal(6u, Word(_meshes[^1], 5));
        _bodies.Softs[0].IndexCount = 3;
        _bodies.Softs[0].Topology++;
        Add();
        Assert.Equal(shapes + 1, _meshes.Count);
        Assert.Equal(3u, Word(_meshes[^1], 5));

        var soft = FrameFixedWords + 1 + (int)(PartWords * Word(_frames[^1], FrameFixedWords)) + 1;
        Assert.Equal(Word(_meshes[^1], 2), Word(_frames[^1], soft));
        Assert.Equal(7u, Word(_frames[^1], soft + 1) & 255);
        Assert.Equal(4u, Word(_frames[^1], soft + 5));
        Assert.Equal(2f, BitConverter.UInt32BitsToSingle(Word(_frames[^1], soft + 7)));
    }

    [Fact]
    public void Add_Thread_SendsItsPoints()
    {
        _bodies.Strands.Add(new() { Points = [Vector3.Zero, Vector3.One], PointCount = 2, RadiusM = 0.0003f });
        Add();
        var frame = _frames[^1];
        Assert.Equal(2u, Word(frame, (frame.Length / 4) - 7));
        Assert.Equal(1f, BitConverter.UInt32BitsToSingle(Word(frame, (frame.Length / 4) - 1)));
    }

    [Fact]
    public void RecordingSink_NotCommitted_LeavesNothing()
    {
        var folder = Directory.CreateTempSubdirectory("surgicalai-");
        try
        {
            var path = Path.Combine(folder.FullName, "episode.scene");
            using (var sink = new RecordingSink(path))
            {
                sink.Start(_starts[0]);
            }

            Assert.Empty(folder.GetFiles());
            using (var sink = new RecordingSink(path))
            {
                sink.Start(_starts[0]);
                sink.Commit();
            }

            Assert.Equal(["episode.scene"], folder.GetFiles().Select(f => f.Name));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static uint Word(byte[] message, int word) => BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(4 * word));

    private void Add() => _encoder.Add(_world.Snapshot() with { Bodies = _bodies }, new SimTaskStatus(false, 0.01, 0.1, false), 1);

    private static void Keep(List<byte[]> list, ReadOnlySpan<byte> message, uint kind)
    {
        list.Add(message.ToArray());
        Assert.Equal((uint)message.Length, Word(list[^1], 0));
        Assert.Equal(kind, Word(list[^1], 1));
        Assert.Equal(0, message.Length % 4);
    }
}
