using System.Diagnostics;
using OpenCvSharp;
using OpenCvSharp.Dnn;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference.Onnx;
using SurgicalAI.Vision.Segmentation.Cells;

namespace SurgicalAI.App.Benchmarks.Vision;

/// <summary>The same core under OpenCV's DNN module, with OpenCV's own vectorised operations before and after it.</summary>
internal sealed class OpenCvPeer : IVisionPeer
{
    private readonly CellForm _form;
    private readonly Size _frameSize;
    private readonly Net _net;
    private readonly Mat _small = new();
    private readonly Mat _spread = new();
    private readonly byte[] _labels;
    private readonly byte[] _doubt;
    private readonly byte[] _lesion;

    /// <summary>Loads the core.</summary>
    /// <exception cref="UserErrorException">OpenCV does not read it.</exception>
    public OpenCvPeer(OnnxFile file, CellForm form, int frameWidthPx, int frameHeightPx, int threads)
    {
        (_form, _frameSize) = (form, new(frameWidthPx, frameHeightPx));
        Cv2.SetNumThreads(threads);
        try
        {
            _net = CvDnn.ReadNetFromOnnx(file.Cut(form.Part)) ?? throw new UserErrorException("OpenCV's DNN module does not read the network.");
        }
        catch (OpenCVException e)
        {
            throw new UserErrorException($"OpenCV's DNN module does not read the network: {e.Message.Split('\n', 2)[0]}", e);
        }

        var pixels = form.WidthPx * form.HeightPx;
        (_labels, _doubt, _lesion) = (new byte[pixels], new byte[pixels], new byte[pixels]);
    }

    /// <inheritdoc/>
    public string Name => "OpenCV DNN";

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Labels => _labels;

    /// <inheritdoc/>
    public double Run(byte[] frame)
    {
        var start = Stopwatch.GetTimestamp();
        using var picture = Mat.FromPixelData(_frameSize.Height, _frameSize.Width, MatType.CV_8UC3, frame);
        using var blob = Scaled(picture);
        _net.SetInput(blob);
        using var cells = _net.Forward();
        Read(cells);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _net.Dispose();
        _small.Dispose();
        _spread.Dispose();
    }

    private Mat Scaled(Mat picture)
    {
        Cv2.Resize(picture, _small, new(_form.WidthPx, _form.HeightPx), interpolation: InterpolationFlags.Linear);
        var (gain, shift) = (1.0 / CellForm.HalfRange, Scalar.All(CellForm.HalfRange));
        if (_form.Normalise)
        {
            Cv2.MeanStdDev(_small, out shift, out var deviation);
            var square = ((deviation.Val0 * deviation.Val0) + (deviation.Val1 * deviation.Val1) + (deviation.Val2 * deviation.Val2)) / 3;
            gain = CellForm.Contrast / (Math.Sqrt(square) + CellForm.LeastContrast);
        }

        return CvDnn.BlobFromImage(_small, gain, mean: shift, swapRB: false, crop: false);
    }

    private void Read(Mat cells)
    {
        using var rows = cells.Reshape(1, _form.Classes + 1);
        using var scene = rows.RowRange(0, _form.Classes);
        using var lesion = rows.Row(_form.Classes);
        using var best = new Mat();
        using var greatest = new Mat();
        using var sum = new Mat();
        Cv2.ReduceArgMax(scene, best, 0);
        Cv2.Reduce(scene, greatest, ReduceDimension.Row, ReduceTypes.Max, -1);
        Cv2.Repeat(greatest, _form.Classes, 1, _spread);
        Cv2.Subtract(scene, _spread, scene);
        scene.ConvertTo(scene, -1, 1 / _form.Temperature);
        Cv2.Exp(scene, scene);
        Cv2.Reduce(scene, sum, ReduceDimension.Row, ReduceTypes.Sum, -1);
        Cv2.Divide(-255, sum, sum);
        Place(best, 1, 0, _labels);
        Place(sum, 1, 255, _doubt);
        lesion.ConvertTo(lesion, -1, -1 / _form.LesionTemperature);
        Cv2.Exp(lesion, lesion);
        Cv2.Add(lesion, Scalar.All(1), lesion);
        Cv2.Divide(255, lesion, lesion);
        Place(lesion, 1, 0, _lesion);
    }

    // (16, cells) to pixels: four planes at a time are interleaved to one line of each cell.
    private void Place(Mat values, double gain, double shift, byte[] map)
    {
        var (side, height) = (_form.Cell, _form.HeightPx / _form.Cell);
        using var bytes = new Mat();
        values.ConvertTo(bytes, MatType.CV_8U, gain, shift);
        using var planes = bytes.Reshape(1, side * side);
        using var target = Mat.FromPixelData(height, side * _form.WidthPx, MatType.CV_8UC1, map);
        using var mixed = new Mat();
        for (var y = 0; y < side; y++)
        {
            using var line = planes.RowRange(y * side, (y + 1) * side);
            Cv2.Transpose(line, mixed);
            using var flat = mixed.Reshape(1, height);
            using var place = target.ColRange(y * _form.WidthPx, (y + 1) * _form.WidthPx);
            flat.CopyTo(place);
        }
    }
}
