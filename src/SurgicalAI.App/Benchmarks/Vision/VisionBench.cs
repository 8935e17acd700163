using System.Diagnostics;
using SurgicalAI.App.Reports;
using SurgicalAI.App.Verbs;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Inference.Onnx;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Vision.Segmentation;
using SurgicalAI.Vision.Segmentation.Cells;

namespace SurgicalAI.App.Benchmarks.Vision;

/// <summary>
/// All that <c>bench vision</c> measures: the engine's whole way from frame to maps, ONNX Runtime alone in the same session, and peers,
/// in turn and in blocks, so that a machine that grows slow for a while is slow for all of them.
/// </summary>
internal sealed class VisionBench : IDisposable
{
    /// <summary>Width of the frames.</summary>
    public const int WidthPx = 640;

    /// <summary>Height of the frames.</summary>
    public const int HeightPx = 512;

    private const int Block = 10;
    private const int WarmUpFrames = 30;
    // Their resize rounds where ours rounds down.
    private const double LeastAgreement = 0.9;

    private readonly ModelDirectory _directory;
    private readonly OnnxOptions _options;
    private readonly ulong _seed;
    private readonly byte[][] _frames;
    private readonly SceneSegmenter _engine;
    private readonly List<IVisionPeer> _peers = [];

    /// <summary>Loads the network and every peer that can be had; says in a line which cannot.</summary>
    public VisionBench(ModelDirectory directory, OnnxOptions options, ulong seed)
    {
        (_directory, _options, _seed) = (directory, options, seed);
        _frames = VisionFrames.Render(WidthPx, HeightPx, Block, seed);
        _engine = SceneSegmenter.Load(directory, options);
        var file = OnnxFile.Read(directory);
        if (CellForm.Of(file) is not { } form)
        {
            Console.Error.WriteLine($"no peers: {directory.OnnxPath} does not name its core; export it again with {directory.Card.Retrain}");
            return;
        }

        Add(() => new OpenCvPeer(file, form, WidthPx, HeightPx, options.Threads));
        Add(() => TorchPeer.Start(file, form, WidthPx, HeightPx, options.Threads));
    }

    /// <summary>Measures.</summary>
    /// <param name="frames">Frames for each contender; rounded up to whole blocks.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    public (BenchVisionReport Report, VisionTimes Times) Run(int frames, CancellationToken cancellation)
    {
        WarmUp();
        var blocks = (frames + Block - 1) / Block;
        var times = new VisionTimes(blocks * Block, _peers.Select(p => p.Name));
        var progress = new Progress("bench vision", blocks);
        for (var block = 0; block < blocks; block++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var frame in _frames)
            {
                Pair(frame, times);
            }

            for (var i = 0; i < _peers.Count; i++)
            {
                Array.ForEach(_frames, frame => times.Peers[i].Times.Add(_peers[i].Run(frame)));
            }

            progress.Step($"{times.Full[^1]:F1} ms");
        }

        return (Report(times), times);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _engine.Dispose();
        _peers.ForEach(p => p.Dispose());
    }

    private void Add(Func<IVisionPeer> make)
    {
        try
        {
            _peers.Add(make());
        }
        catch (UserErrorException error)
        {
            Console.Error.WriteLine(error.Message);
        }
    }

    // Also makes sure that the peers do the same work.
    private void WarmUp()
    {
        for (var i = 0; i < WarmUpFrames; i++)
        {
            _engine.Segment(_frames[i % Block], WidthPx, HeightPx);
        }

        foreach (var peer in _peers)
        {
            for (var i = 1; i <= Block; i++)
            {
                _ = peer.Run(_frames[i % Block]);
            }

            _engine.Segment(_frames[0], WidthPx, HeightPx);
            var agreement = Agreement(_engine.LabelMap, peer.Labels);
            if (agreement < LeastAgreement)
            {
                throw new UserErrorException($"{peer.Name} gives other labels than the engine: {agreement:P1} agree.");
            }
        }
    }

    // Of neighbours the later finds the second core awake: they take turns in being first.
    private void Pair(byte[] frame, VisionTimes times)
    {
        var networkFirst = times.Full.Count % 2 == 1;
        if (networkFirst)
        {
            times.Network.Add(Time(_engine.RunNetwork));
        }

        times.Full.Add(Time(() => _engine.Segment(frame, WidthPx, HeightPx)));
        if (!networkFirst)
        {
            times.Network.Add(Time(_engine.RunNetwork));
        }
    }

    private static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Agreement(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var equal = 0;
        for (var i = 0; i < a.Length; i++)
        {
            equal += a[i] == b[i] ? 1 : 0;
        }

        return (double)equal / a.Length;
    }

    // Of all threads, over two blocks of frames.
    private double BytesPerFrame()
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < 2 * Block; i++)
        {
            _engine.Segment(_frames[i % Block], WidthPx, HeightPx);
        }

        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (2.0 * Block);
    }

    private BenchVisionReport Report(VisionTimes times)
    {
        var (full, network) = (VisionFigure.Of(times.Full), VisionFigure.Of(times.Network));
        return new(
            full, network, times.Overhead, (full.P50 - network.P50) / network.P50, BytesPerFrame(),
            [.. times.Peers.Select(p => VisionPeerFigure.Of(p.Name, p.Times, full))],
            times.Full.Count, WidthPx, HeightPx, _options.Threads, _seed, BuildInfo.Commit, new(_directory.Card.Name, _directory.Card.Sha256), _options.Device.Name, MachineInfo.Describe());
    }
}
