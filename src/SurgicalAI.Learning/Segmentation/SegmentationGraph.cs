using SurgicalAI.Core.Imaging;
using SurgicalAI.Learning.Onnx;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>The deployed graph: a raw 8-bit frame of any size goes in, a label map comes out.</summary>
internal static class SegmentationGraph
{
    private const int H = SegmentationNet.HeightPx;
    private const int W = SegmentationNet.WidthPx;

    /// <summary>frames uint8 [N,H,W,3] to labels uint8 [N,192,320]; with logits also float [N,classes,192,320] for the check.</summary>
    public static OnnxGraphBuilder Build(SegmentationNet net, bool withLogits)
    {
        var graph = new OnnxGraphBuilder("endoscope_segmentation");
        var bytes = graph.ResizeLinearChannelsLast(graph.Input("frames", OnnxType.UInt8, "N", "H", "W", 3), H, W);
        var cells = net.Export(graph, graph.Transpose(graph.Cast(bytes, OnnxType.Float), 0, 3, 1, 2));
        graph.Output("labels", Labels(graph, cells), OnnxType.UInt8, "N", H, W);
        if (withLogits)
        {
            graph.Output("logits", graph.PixelShuffle(cells, 2), OnnxType.Float, "N", SegmentationClasses.Count, H, W);
        }

        return graph;
    }

    /// <summary>Only the resize, so that training sees the very bytes that the network will see.</summary>
    public static OnnxGraphBuilder BuildResize()
    {
        var graph = new OnnxGraphBuilder("resize");
        var frames = graph.Input("frames", OnnxType.UInt8, "N", "H", "W", 3);
        graph.Output("pictures", graph.ResizeLinearChannelsLast(frames, H, W), OnnxType.UInt8, "N", H, W, 3);
        return graph;
    }

    // The class is chosen before the pixels are put in their places: then bytes are moved, not six floats per pixel.
    private static OnnxValue Labels(OnnxGraphBuilder graph, OnnxValue cells)
    {
        var best = graph.Cast(graph.ArgMax(graph.Reshape(cells, 0, SegmentationClasses.Count, 2, 2, H / 2, W / 2), 1), OnnxType.UInt8);
        return graph.Reshape(graph.Transpose(best, 0, 3, 1, 4, 2), 0, H, W);
    }
}
