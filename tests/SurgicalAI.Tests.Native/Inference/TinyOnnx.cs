using System.Security.Cryptography;
using System.Text;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Inference;

namespace SurgicalAI.Tests.Native.Inference;

/// <summary>
/// A segmentation network small enough to be written byte by byte (ONNX's protobuf): it labels each pixel with the class
/// whose prototype colour is nearest. Cast, Transpose, Resize, 1x1 Conv, ArgMax, Cast.
/// </summary>
public sealed class TinyOnnx : IDisposable
{
    /// <summary>Prototype colours (B, G, R) in the order of the classes.</summary>
    public static readonly (byte B, byte G, byte R)[] Colours =
        [(0, 0, 0), (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0), (255, 255, 255)];

    public TinyOnnx(Func<ModelCard, ModelCard>? change = null, byte[]? network = null)
    {
        var bytes = network ?? Network();
        Folder = Directory.CreateTempSubdirectory("tiny-segmentation-").FullName;
        File.WriteAllBytes(Path.Combine(Folder, "model.onnx"), bytes);
        var card = new ModelCard
        {
            Name = "tiny-segmentation",
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            Inputs = [new() { Name = "frames", Type = "uint8", Shape = [-1, -1, -1, 3], Units = "N,H,W,C; BGR 0..255" }],
            Outputs = [new() { Name = "labels", Type = "uint8", Shape = [-1, 192, 320], Units = "N,H,W; class" }],
            Classes = SegmentationClasses.Names,
            Retrain = "./run.sh train segmentation",
            Metrics = new Dictionary<string, double> { ["mean_iou"] = 1 },
        };
        (change?.Invoke(card) ?? card).Save(Path.Combine(Folder, "card.json"));
    }

    /// <summary>The same with two maps more: doubt is the green of the picture, lesion its red.</summary>
    public static TinyOnnx Scene(Func<ModelCard, ModelCard>? change = null) => new(
        card => (change ?? (c => c))(card with
        {
            Outputs = [.. card.Outputs, .. new[] { "doubt", "lesion" }.Select(name => new TensorCard { Name = name, Type = "uint8", Shape = [-1, 192, 320] })],
        }),
        Network(scene: true));

    public string Folder { get; }

    public ModelDirectory Open() => ModelDirectory.Open(Folder);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>The model as a file's bytes.</summary>
    /// <param name="scene">With maps of doubt and lesion.</param>
    public static byte[] Network(bool scene = false)
    {
        var classes = Colours.Length;
        var weights = Colours.SelectMany(c => new[] { 2f * c.B, 2f * c.G, 2f * c.R }).ToArray();
        var bias = Colours.Select(c => -(float)((c.B * c.B) + (c.G * c.G) + (c.R * c.R))).ToArray();
        (int, object)[] more = scene ? [.. Channel("doubt", 1), .. Channel("lesion", 2)] : [];
        var graph = Message(
        [
            (1, Node("Cast", ["frames"], "asfloat", Int("to", 1))),
            (1, Node("Transpose", ["asfloat"], "planes", Ints("perm", 0, 3, 1, 2))),
            (1, Node("Resize", ["planes", "", "", "size"], "small", Ints("axes", 2, 3), Text("mode", "linear"))),
            (1, Node("Conv", ["small", "weights", "bias"], "scores")),
            (1, Node("ArgMax", ["scores"], "best", Int("axis", 1), Int("keepdims", 0))),
            (1, Node("Cast", ["best"], "labels", Int("to", 2))),
            (2, Utf8("tiny")),
            (5, Tensor("size", 7, [2], Bytes<long>([192, 320]))),
            (5, Tensor("weights", 1, [classes, 3, 1, 1], Bytes<float>(weights))),
            (5, Tensor("bias", 1, [classes], Bytes<float>(bias))),
            (11, Value("frames", "N", "H", "W", "3")),
            (12, Value("labels", "N", "192", "320")),
            .. more,
        ]);
        return Message((1, 8L), (7, graph), (8, Message((2, 18L))));
    }

    private static (int, object)[] Channel(string name, long channel) =>
    [
        (1, Node("Gather", ["small", $"{name}-channel"], $"{name}-float", Int("axis", 1))),
        (1, Node("Cast", [$"{name}-float"], name, Int("to", 2))),
        (5, Tensor($"{name}-channel", 7, [], Bytes<long>([channel]))),
        (12, Value(name, "N", "192", "320")),
    ];

    private static byte[] Node(string type, string[] inputs, string output, params byte[][] attributes) =>
        Message([.. inputs.Select(i => (1, (object)Utf8(i))), (2, Utf8(output)), (4, Utf8(type)), .. attributes.Select(a => (5, (object)a))]);

    private static byte[] Int(string name, long value) => Message((1, Utf8(name)), (3, value), (20, 2L));

    private static byte[] Text(string name, string value) => Message((1, Utf8(name)), (4, Utf8(value)), (20, 3L));

    private static byte[] Ints(string name, params long[] values) =>
        Message([(1, Utf8(name)), .. values.Select(v => (8, (object)v)), (20, 7L)]);

    private static byte[] Tensor(string name, long type, long[] shape, byte[] raw) =>
        Message([.. shape.Select(s => (1, (object)s)), (2, type), (8, Utf8(name)), (9, raw)]);

    private static byte[] Value(string name, params string[] shape) => Message((1, Utf8(name)), (2, Message((1, Message((1, 2L), (2, Message(
        [.. shape.Select(d => (1, (object)Message(long.TryParse(d, out var size) ? (1, (object)size) : (2, Utf8(d)))))])))))));

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(values).ToArray();

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    // Protobuf: a field is (number << 3 | wire type), then a varint (type 0) or a length and bytes (type 2).
    private static byte[] Message(params (int Field, object Content)[] fields)
    {
        using var message = new MemoryStream();
        foreach (var (field, content) in fields)
        {
            Varint(message, (ulong)((field << 3) | (content is long ? 0 : 2)));
            if (content is byte[] bytes)
            {
                Varint(message, (ulong)bytes.Length);
                message.Write(bytes);
            }
            else
            {
                Varint(message, (ulong)(long)content);
            }
        }

        return message.ToArray();
    }

    private static void Varint(MemoryStream to, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            to.WriteByte((byte)(value | 0x80));
        }

        to.WriteByte((byte)value);
    }
}
