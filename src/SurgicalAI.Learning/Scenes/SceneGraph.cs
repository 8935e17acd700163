using SurgicalAI.Learning.Onnx;
using SurgicalAI.Vision.Segmentation.Cells;

namespace SurgicalAI.Learning.Scenes;

/// <summary>
/// The deployed graph: raw 8-bit frames of any size go in; labels, doubt and lesion maps of 8 bits come out. Two of its inner tensors have
/// names, so that the core between them can be cut out and run alone (<see cref="CellForm"/>).
/// </summary>
internal static class SceneGraph
{
    /// <summary>Builds the graph.</summary>
    /// <param name="net">Trained network in evaluation mode.</param>
    /// <param name="temperature">By what logits are divided before they are read as probabilities.</param>
    /// <param name="lesionTemperature">The same for the lesion's logit.</param>
    /// <param name="withLogits">True adds the network's logits as an output, for the comparison with TorchSharp.</param>
    public static OnnxGraphBuilder Build(SceneNet net, double temperature, double lesionTemperature, bool withLogits)
    {
        var (h, w) = (net.Shape.HeightPx, net.Shape.WidthPx);
        var graph = new OnnxGraphBuilder("endoscope_scene");
        var bytes = graph.ResizeLinearChannelsLast(graph.Input("frames", OnnxType.UInt8, "N", "H", "W", 3), h, w);
        var pixels = graph.Name(net.ExportScaling(graph, graph.Transpose(graph.Cast(bytes, OnnxType.Float), 0, 3, 1, 2)), CellForm.Pixels);
        var cells = graph.Name(net.ExportCore(graph, pixels), CellForm.Logits);
        graph.Note(Form(net, temperature, lesionTemperature).Notes);
        var heads = graph.Split(cells, 1, SceneShape.Classes * SceneShape.CellPixels, SceneShape.CellPixels);
        var scene = graph.Reshape(heads[0], 0, SceneShape.Classes, SceneShape.CellPixels, h / SceneShape.Cell, w / SceneShape.Cell);
        graph.Output("labels", Place(graph, graph.Cast(graph.ArgMax(scene, 1), OnnxType.UInt8), h, w), OnnxType.UInt8, "N", h, w);
        graph.Output("doubt", Place(graph, Doubt(graph, scene, temperature), h, w), OnnxType.UInt8, "N", h, w);
        var lesion = graph.Sigmoid(graph.Mul(heads[1], graph.Scalar(1 / lesionTemperature)));
        graph.Output("lesion", Place(graph, ToByte(graph, lesion), h, w), OnnxType.UInt8, "N", h, w);
        if (withLogits)
        {
            graph.Output("logits", cells, OnnxType.Float, "N", SceneShape.Outputs * SceneShape.CellPixels, h / SceneShape.Cell, w / SceneShape.Cell);
        }

        return graph;
    }

    private static CellForm Form(SceneNet net, double temperature, double lesionTemperature) => new(
        net.Shape.HeightPx, net.Shape.WidthPx, SceneShape.Classes, SceneShape.Cell, temperature, lesionTemperature, net.Shape.Normalise);

    // One less the greatest probability: that is 1 over the sum of exp(logit - greatest logit).
    private static OnnxValue Doubt(OnnxGraphBuilder graph, OnnxValue scene, double temperature)
    {
        var below = graph.Mul(graph.Sub(scene, graph.ReduceMax(scene, true, 1)), graph.Scalar(1 / temperature));
        var sum = graph.ReduceSum(graph.Exp(below), false, 1);
        return ToByte(graph, graph.Sub(graph.Scalar(1), graph.Div(graph.Scalar(1), sum)));
    }

    private static OnnxValue ToByte(OnnxGraphBuilder graph, OnnxValue share) =>
        graph.Cast(graph.Add(graph.Mul(share, graph.Scalar(255)), graph.Scalar(0.5)), OnnxType.UInt8);

    // (batch, 16, height / 4, width / 4) to (batch, height, width): bytes are moved, not floats.
    private static OnnxValue Place(OnnxGraphBuilder graph, OnnxValue cells, int heightPx, int widthPx) =>
        graph.Reshape(graph.Transpose(graph.Reshape(cells, 0, SceneShape.Cell, SceneShape.Cell, heightPx / SceneShape.Cell, widthPx / SceneShape.Cell), 0, 3, 1, 4, 2), 0, heightPx, widthPx);
}
