using SurgicalAI.Inference;

namespace SurgicalAI.Vision.Segmentation;

/// <summary>A network whose graph does everything: bytes go in, maps of bytes come out.</summary>
internal sealed class WholeEngine : IPictureEngine
{
    private readonly OnnxModel _model;
    private readonly TensorBuffer<byte> _labels;
    private readonly TensorBuffer<byte>? _doubt;
    private readonly TensorBuffer<byte>? _lesion;
    private TensorBuffer<byte>? _frame;

    /// <summary>Binds a network's maps.</summary>
    /// <param name="model">The network; disposed here.</param>
    /// <param name="heightPx">Height of its maps.</param>
    /// <param name="widthPx">Width of its maps.</param>
    public WholeEngine(OnnxModel model, int heightPx, int widthPx)
    {
        (_model, HeightPx, WidthPx) = (model, heightPx, widthPx);
        _labels = Bind("labels")!;
        _doubt = Bind("doubt");
        _lesion = Bind("lesion");
    }

    /// <inheritdoc/>
    public ModelCard Card => _model.Card;

    /// <inheritdoc/>
    public int WidthPx { get; }

    /// <inheritdoc/>
    public int HeightPx { get; }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Labels => _labels.Span;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Doubt => _doubt is null ? [] : _doubt.Span;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Lesion => _lesion is null ? [] : _lesion.Span;

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> bgr, int widthPx, int heightPx)
    {
        bgr.CopyTo(Frame(widthPx, heightPx).Span);
        _model.Run();
    }

    /// <inheritdoc/>
    public void RunNetwork() => _model.Run();

    /// <inheritdoc/>
    public void Dispose()
    {
        _model.Dispose();
        _frame?.Dispose();
        _labels.Dispose();
        _doubt?.Dispose();
        _lesion?.Dispose();
    }

    // Binding happens only when the size of the pictures changes.
    private TensorBuffer<byte> Frame(int widthPx, int heightPx)
    {
        if (_frame is { } bound && bound.Shape[1] == heightPx && bound.Shape[2] == widthPx)
        {
            return bound;
        }

        var old = _frame;
        _frame = new(1, heightPx, widthPx, 3);
        _model.BindInput("frames", _frame);
        old?.Dispose();
        return _frame;
    }

    private TensorBuffer<byte>? Bind(string output)
    {
        if (_model.Card.Outputs.All(o => o.Name != output))
        {
            return null;
        }

        var buffer = new TensorBuffer<byte>(1, HeightPx, WidthPx);
        _model.BindOutput(output, buffer);
        return buffer;
    }
}
