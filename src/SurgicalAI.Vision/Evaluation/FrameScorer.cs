using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Vision.Evaluation;

/// <summary>Brings a network's maps to a frame's size and the set's vocabulary, and scores them. Keeps its buffers; not thread-safe.</summary>
internal sealed class FrameScorer(DataMatch match, SurfaceDice surface)
{
    private byte[] _labels = [];
    private byte[] _lesion = [];
    private byte[] _truthMask = [];
    private byte[] _predictedMask = [];

    /// <summary>The last frame's prediction in the set's labels, at the frame's size; <see cref="LabelSet.Ignore"/> where the truth has it.</summary>
    public ReadOnlySpan<byte> Predicted => Translated;

    /// <summary>The last frame's predicted foreground, at the frame's size.</summary>
    public ReadOnlySpan<byte> Foreground => BinaryMask;

    /// <summary>The last frame's doubt in what is scored, at the frame's size: the label's, or the lesion's in a set of lesions; empty when the network gives none.</summary>
    public ReadOnlySpan<byte> Doubt => HasDoubt ? DoubtMap : [];

    /// <summary>The last frame's probability of a lesion (255 = 1) at the frame's size.</summary>
    public ReadOnlySpan<byte> Lesion => _lesion;

    private byte[] Translated { get; set; } = [];

    private byte[] BinaryMask { get; set; } = [];

    private byte[] DoubtMap { get; set; } = [];

    private bool HasDoubt { get; set; }

    /// <summary>Takes over what the network says, before <see cref="Binary"/> and the others.</summary>
    public void Take(in NetworkAnswer answer, ReadOnlySpan<byte> truth, int widthPx, int heightPx)
    {
        Reserve(widthPx * heightPx);
        LabelScaler.Resize(answer.Labels, answer.WidthPx, answer.HeightPx, _labels, widthPx, heightPx);
        HasDoubt = answer.Doubt.Length > 0;
        TakeLesion(answer, widthPx, heightPx);
        if (HasDoubt)
        {
            TakeDoubt(answer, widthPx, heightPx);
        }

        match.Translate(_labels, _lesion, Translated);
        match.MarkForeground(_labels, _lesion, BinaryMask);
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i] == LabelSet.Ignore)
            {
                (Translated[i], BinaryMask[i]) = (LabelSet.Ignore, 0);
            }
        }
    }

    /// <summary>Score of the foreground.</summary>
    public MaskScore Binary(ReadOnlySpan<byte> truth, int widthPx, int heightPx)
    {
        LabelMask.Select(truth, match.TruthForeground, _truthMask);
        return Score(BinaryMask, widthPx, heightPx);
    }

    /// <summary>Overlap of the foreground alone, without its boundary.</summary>
    public OverlapCounts BinaryOverlap(ReadOnlySpan<byte> truth)
    {
        LabelMask.Select(truth, match.TruthForeground, _truthMask);
        return OverlapCounts.Of(_truthMask, BinaryMask);
    }

    /// <summary>Score of one of the set's labels.</summary>
    public MaskScore Class(ReadOnlySpan<byte> truth, byte label, int widthPx, int heightPx)
    {
        LabelMask.Select(truth, label, _truthMask);
        LabelMask.Select(Translated, label, _predictedMask);
        return Score(_predictedMask, widthPx, heightPx);
    }

    private MaskScore Score(ReadOnlySpan<byte> predicted, int widthPx, int heightPx) =>
        new(OverlapCounts.Of(_truthMask, predicted), surface.Measure(_truthMask, predicted, widthPx, heightPx));

    // A network without a map of lesions says them by their label, surely.
    private void TakeLesion(in NetworkAnswer answer, int widthPx, int heightPx)
    {
        if (answer.Lesion.Length > 0)
        {
            LabelScaler.Resize(answer.Lesion, answer.WidthPx, answer.HeightPx, _lesion, widthPx, heightPx);
            return;
        }

        for (var i = 0; i < _labels.Length; i++)
        {
            _lesion[i] = match.IsLesion(_labels[i]) ? byte.MaxValue : byte.MinValue;
        }
    }

    // Of a lesion the doubt is in its own map: the other says how sure the scene's label is.
    private void TakeDoubt(in NetworkAnswer answer, int widthPx, int heightPx)
    {
        if (match.Foreground != LabelKind.Lesion || answer.Lesion.Length == 0)
        {
            LabelScaler.Resize(answer.Doubt, answer.WidthPx, answer.HeightPx, DoubtMap, widthPx, heightPx);
            return;
        }

        for (var i = 0; i < _lesion.Length; i++)
        {
            DoubtMap[i] = Math.Min(_lesion[i], (byte)(byte.MaxValue - _lesion[i]));
        }
    }

    private void Reserve(int pixels)
    {
        if (_labels.Length != pixels)
        {
            (_labels, _lesion, _truthMask, _predictedMask) = (new byte[pixels], new byte[pixels], new byte[pixels], new byte[pixels]);
            (Translated, BinaryMask, DoubtMap) = (new byte[pixels], new byte[pixels], new byte[pixels]);
        }
    }
}
