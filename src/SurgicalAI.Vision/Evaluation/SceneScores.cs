using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Vision.Evaluation;

/// <summary>Collects the frames' results, and sums them up.</summary>
internal sealed class SceneScores(string dataset, DataMatch match, LabelSet labels)
{
    private readonly int _labels = labels.Definitions.Max(d => d.Id) + 1;
    private readonly List<FrameResult> _frames = [];
    private readonly SarRarpScore _sarRarp = new();
    private readonly Calibration _calibration = new();
    private readonly Froc _froc = new();
    private EndoVisScores? _endoVis;
    private bool _lesionMap;

    public void Add(FrameResult frame, ReadOnlySpan<byte> truth, FrameScorer scorer, bool lesionMap)
    {
        _frames.Add(frame);
        _lesionMap = lesionMap;
        var confusion = new LabelConfusion(_labels);
        confusion.Add(truth, scorer.Predicted);
        (_endoVis ??= new(_labels)).Add(confusion);
        _sarRarp.Add(frame.Group, [.. frame.Classes.Select(c => c.Overlap)], [.. frame.Classes.Select(c => c.Boundary)]);
        if (scorer.Doubt.Length > 0)
        {
            _calibration.Add(truth, scorer.Predicted, scorer.Doubt);
        }
    }

    /// <summary>Adds the frame's lesions as boxes.</summary>
    public void AddLesions(IReadOnlyCollection<Box> lesions, IEnumerable<ScoredBox> found) => _froc.Add(lesions, found);

    public SceneEvaluation Result(ulong seed, IReadOnlyList<RobustnessCurve> robustness)
    {
        ClassResult[] classes = [.. match.Classes.Select(Class)];
        var ious = classes.Where(c => c.Frames > 0).Select(c => c.Iou);
        return new(
            dataset,
            match.Foreground,
            _frames,
            classes,
            ious.DefaultIfEmpty(double.NaN).Average(),
            Binary(seed),
            [.. _frames.GroupBy(f => f.Group).Select(g => new GroupResult(g.Key, g.Count(), Over(g, f => f.Iou), Over(g, f => f.Dice), Over(g, f => f.Nsd)))],
            _endoVis ?? new(_labels),
            _sarRarp,
            _calibration.Pixels == 0 ? null : new(_calibration, FailuresFlagged()),
            match.Foreground == LabelKind.Lesion ? _froc : null,
            robustness);
    }

    private ClassResult Class(LabelDefinition label, int number)
    {
        MaskScore[] scores = [.. _frames.Select(f => f.Classes[number]).Where(s => !s.Overlap.IsEmpty)];
        double Mean(Func<MaskScore, double> of) => scores.Select(of).DefaultIfEmpty(double.NaN).Average();
        return new(label, match.CanSay(label, _lesionMap), scores.Length, Mean(s => s.Iou), Mean(s => s.Dice), Mean(s => s.Nsd));
    }

    private BinaryResult Binary(ulong seed)
    {
        double[][] groups = [.. _frames.GroupBy(f => f.Group).Select(g => g.Select(f => f.Binary.Iou).Where(v => !double.IsNaN(v)).ToArray()).Where(g => g.Length > 0)];
        var overGroups = groups.Length > 1;
        var (low, high) = ClusterBootstrap.MeanInterval(overGroups ? groups : groups.SelectMany(g => g).Select(v => new[] { v }), seed);
        var pooled = _frames.Aggregate(default(OverlapCounts), (sum, f) => sum + f.Binary.Overlap);
        return new(Over(_frames, f => f.Iou), low, high, Over(_frames, f => f.Dice), Over(_frames, f => f.Nsd), pooled, overGroups);
    }

    private double FailuresFlagged()
    {
        FrameResult[] scored = [.. _frames.Where(f => !double.IsNaN(f.Binary.Iou))];
        return FrameDoubt.FailuresFlagged([.. scored.Select(f => f.Binary.Iou)], [.. scored.Select(f => f.Doubt)]);
    }

    private static Spread Over(IEnumerable<FrameResult> frames, Func<MaskScore, double> of) =>
        Spread.Of(frames.Select(f => of(f.Binary)).Where(v => !double.IsNaN(v)));
}
