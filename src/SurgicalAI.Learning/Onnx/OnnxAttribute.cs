using Google.Protobuf;
using SurgicalAI.Inference.Onnx.Proto;
using static SurgicalAI.Inference.Onnx.Proto.AttributeProto.Types;

namespace SurgicalAI.Learning.Onnx;

/// <summary>Makes node attributes.</summary>
internal static class OnnxAttribute
{
    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    public static AttributeProto Float(string name, double value) => new() { Name = name, Type = AttributeType.Float, F = (float)value };

    public static AttributeProto Text(string name, string value) =>
        new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Ints(string name, params ReadOnlySpan<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Ints };
        attribute.Ints.AddRange(values.ToArray());
        return attribute;
    }
}
