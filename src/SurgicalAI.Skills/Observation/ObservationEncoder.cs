using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Skills.Observation;

/// <summary>
/// Turns the label maps of both eyes and the measured tool state into the numbers that a policy sees (<see cref="TokenLayout"/>).
/// Nothing else enters: no goal, no simulator truth. Hot path; not thread-safe.
/// </summary>
public sealed class ObservationEncoder
{
    private readonly EncoderOptions _options;
    private readonly LabelRuns _runs = new();
    private readonly ClassMoments[] _moments = new ClassMoments[SegmentationClasses.Count];
    private readonly int[] _largest = new int[SegmentationClasses.Count];
    private readonly int[] _kept = new int[SegmentationClasses.Count];
    private int[] _columnEnds = [];
    private int[] _rowOfY = [];
    private double _cellAreaPx;

    /// <summary>Makes an encoder; it takes label maps of any size.</summary>
    public ObservationEncoder(EncoderOptions? options = null)
    {
        _options = options ?? new EncoderOptions();
        _options.Validate();
    }

    /// <summary>Encodes one observation.</summary>
    /// <param name="labels">Label maps; not disposed. Without a right eye its tokens are zero.</param>
    /// <param name="tool">Measured tool state.</param>
    /// <param name="tokens">Written: <see cref="TokenLayout.Tokens"/> x <see cref="TokenLayout.Features"/>.</param>
    /// <param name="state">Written: <see cref="TokenLayout.State"/> numbers.</param>
    public void Encode(StereoFrame labels, in ToolState tool, Span<float> tokens, Span<float> state)
    {
        tokens.Clear();
        var perEye = TokenLayout.Classes * TokenLayout.Features;
        EncodeEye(labels.Left, tokens[..perEye]);
        if (labels.Right is { } right)
        {
            EncodeEye(right, tokens.Slice(perEye, perEye));
        }

        StereoFeatures.Fill(tokens);
        EncodeState(tool, state);
    }

    /// <summary>Writes the state's numbers alone.</summary>
    /// <param name="tool">Measured tool state.</param>
    /// <param name="state">Written: <see cref="TokenLayout.State"/> numbers.</param>
    public static void EncodeState(in ToolState tool, Span<float> state)
    {
        var pose = tool.T_ecm_tool;
        Put(pose.P, state);
        Put(pose.R.X, state[3..]);
        Put(pose.R.Y, state[6..]);
        Put(pose.R.Z, state[9..]);
        state[12] = (float)tool.JawRad;
    }

    private static void Put(Vec3 v, Span<float> dst) => (dst[0], dst[1], dst[2]) = ((float)v.X, (float)v.Y, (float)v.Z);

    private void EncodeEye(ImageLease labels, Span<float> tokens)
    {
        Prepare(labels.WidthPx, labels.HeightPx);
        _runs.Scan(labels);
        FindLargest();
        foreach (ref var moments in _moments.AsSpan())
        {
            moments.Clear();
        }

        var runs = _runs.Runs;
        for (var i = 0; i < runs.Length; i++)
        {
            if (IsKept(i, runs[i].Label))
            {
                _moments[runs[i].Label].Add(runs[i]);
                AddToGrid(runs[i], tokens.Slice((runs[i].Label - 1) * TokenLayout.Features, TokenLayout.Features));
            }
        }

        for (var c = 1; c < SegmentationClasses.Count; c++)
        {
            if (!_moments[c].IsEmpty)
            {
                _moments[c].Write(tokens.Slice((c - 1) * TokenLayout.Features, TokenLayout.Features), labels.WidthPx, labels.HeightPx);
            }
        }
    }

    private void FindLargest()
    {
        _largest.AsSpan().Clear();
        _kept.AsSpan().Fill(-1);
        var runs = _runs.Runs;
        for (var i = 0; i < runs.Length; i++)
        {
            var area = _runs.ComponentArea(i);
            if (area > _largest[runs[i].Label])
            {
                _largest[runs[i].Label] = area;
                _kept[runs[i].Label] = _runs.Component(i);
            }
        }
    }

    private bool IsKept(int run, byte label)
    {
        var area = _runs.ComponentArea(run);
        return area >= _options.MinimumAreaPx && (label == (byte)SegmentationClass.Target
            ? _runs.Component(run) == _kept[label]
            : area >= _options.MinimumFraction * _largest[label]);
    }

    private void AddToGrid(in LabelRun run, Span<float> token)
    {
        var cells = token.Slice(TokenLayout.Grid + (_rowOfY[run.Y] * TokenLayout.GridColumns), TokenLayout.GridColumns);
        int x = run.X0, end = run.X1 + 1;
        for (var c = 0; c < TokenLayout.GridColumns && x < end; c++)
        {
            if (x < _columnEnds[c])
            {
                var stop = Math.Min(end, _columnEnds[c]);
                cells[c] += (float)((stop - x) / _cellAreaPx);
                x = stop;
            }
        }
    }

    private void Prepare(int widthPx, int heightPx)
    {
        if (_rowOfY.Length == heightPx && _columnEnds.Length > 0 && _columnEnds[^1] == widthPx)
        {
            return;
        }

        _columnEnds = new int[TokenLayout.GridColumns];
        _rowOfY = new int[heightPx];
        _cellAreaPx = (double)widthPx * heightPx / (TokenLayout.GridColumns * TokenLayout.GridRows);
        for (var c = 0; c < TokenLayout.GridColumns; c++)
        {
            _columnEnds[c] = (c + 1) * widthPx / TokenLayout.GridColumns;
        }

        for (var y = 0; y < heightPx; y++)
        {
            _rowOfY[y] = y * TokenLayout.GridRows / heightPx;
        }
    }
}
