using SurgicalAI.Inference;
using SurgicalAI.Inference.Onnx;
using SurgicalAI.Vision.Segmentation.Cells;

namespace SurgicalAI.Vision.Segmentation;

/// <summary>
/// The core of a scene network in ONNX Runtime, and around it our own resize, normalisation and reading of the logits, which the
/// operators of a graph do several times slower on a CPU.
/// </summary>
internal sealed class CoreEngine : IPictureEngine
{
    private readonly OnnxModel _core;
    private readonly TensorBuffer<float> _pixels;
    private readonly TensorBuffer<float> _cells;
    private readonly CellMaps _maps;
    private readonly PlaneScaler _scaler;
    private readonly CellReader _reader;
    private readonly RowTeam _team;
    private PictureResizer? _resizer;

    /// <summary>Cuts the core out and loads it.</summary>
    public CoreEngine(OnnxFile file, CellForm form, OnnxOptions options)
    {
        var part = form.Part;
        (Card, WidthPx, HeightPx) = (file.Directory.Card, form.WidthPx, form.HeightPx);
        _core = OnnxModel.Load(file, part, options);
        (_pixels, _cells, _maps) = (new([.. part.InputShape]), new([.. part.OutputShape]), new(form.HeightPx, form.WidthPx));
        _core.BindInput(part.Input, _pixels);
        _core.BindOutput(part.Output, _cells);
        (_scaler, _reader) = (new(_pixels, form.Normalise), new(form, _cells, _maps));
        _team = new(options.Threads == 0 ? Environment.ProcessorCount : options.Threads, _reader.Rows, _reader.Read);
    }

    /// <inheritdoc/>
    public ModelCard Card { get; }

    /// <inheritdoc/>
    public int WidthPx { get; }

    /// <inheritdoc/>
    public int HeightPx { get; }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Labels => _maps.Labels.Span;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Doubt => _maps.Doubt.Span;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Lesion => _maps.Lesion.Span;

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> bgr, int widthPx, int heightPx)
    {
        var resizer = Resizer(widthPx, heightPx);
        resizer.Resize(bgr);
        _scaler.Scale(resizer.Sums);
        _core.Run();
        _team.Run();
    }

    /// <inheritdoc/>
    public void RunNetwork() => _core.Run();

    /// <inheritdoc/>
    public void Dispose()
    {
        _team.Dispose();
        _core.Dispose();
        _resizer?.Dispose();
        _pixels.Dispose();
        _cells.Dispose();
        _maps.Dispose();
    }

    private PictureResizer Resizer(int widthPx, int heightPx)
    {
        if (_resizer is null || _resizer.SourceWidthPx != widthPx || _resizer.SourceHeightPx != heightPx)
        {
            _resizer?.Dispose();
            _resizer = new(widthPx, heightPx, _pixels);
        }

        return _resizer;
    }
}
