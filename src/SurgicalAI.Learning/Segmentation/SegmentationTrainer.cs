using SurgicalAI.Learning.Torch;
using SurgicalAI.Learning.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>Trains the network on rendered scenes, keeps the best epoch, can be stopped and resumed between epochs.</summary>
internal sealed class SegmentationTrainer : IDisposable
{
    private readonly SegmentationTrainingOptions _options;
    private readonly SceneSet _validation;
    private readonly BatchMaker _batches;
    private readonly SegmentationCheckpoint? _checkpoint;
    private readonly Device _device;
    private readonly SegmentationLoss _loss;
    private readonly AdamW _optimiser;
    private readonly OneCycle _rate;
    private byte[] _best = [];

    public SegmentationTrainer(SegmentationTrainingOptions options, SceneSet train, SceneSet validation)
    {
        (_options, _validation) = (options.Validate(), validation);
        TorchRuntime.Start(options.Threads, options.Seed);
        _device = device(options.Device);
        _batches = new(train, options.Batch, options.Seed);
        Net = new SegmentationNet();
        _ = Net.to(_device);
        _optimiser = optim.AdamW(Net.parameters(), options.LearningRate, weight_decay: options.WeightDecay);
        _loss = new(train.ClassShares(), _device);
        _rate = new(options.LearningRate);
        if (options.CheckpointDirectory is { } folder)
        {
            _ = Directory.CreateDirectory(folder);
            _checkpoint = new(Path.Combine(folder, "segmentation.checkpoint"), Identity(options));
        }
    }

    /// <summary>The network; after <see cref="Train"/> the best of its epochs, in evaluation mode.</summary>
    public SegmentationNet Net { get; }

    /// <summary>Mean IoU of the best epoch on the validation scenes.</summary>
    public double BestIou { get; private set; } = double.NegativeInfinity;

    /// <summary>Epochs done.</summary>
    public int EpochsDone { get; private set; }

    /// <summary>Loss of each step of this call, for tests and plots.</summary>
    public List<double> Losses { get; } = [];

    /// <summary>Runs the epochs that are left. When cancelled, the last whole epoch is in the checkpoint.</summary>
    public void Train(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        if (_checkpoint is not null)
        {
            (EpochsDone, BestIou, _best) = _checkpoint.Load(Net, _optimiser);
        }

        var clock = new ProgressClock("train", Work(_options.Epochs, 0), progress, Work(EpochsDone, 0));
        while (EpochsDone < _options.Epochs && !OutOfTime(clock))
        {
            RunEpoch(clock, cancellation);
            EpochsDone++;
            Keep(clock);
        }

        Restore();
        _checkpoint?.Delete();
    }

    public void Dispose()
    {
        _loss.Dispose();
        _optimiser.Dispose();
        Net.Dispose();
    }

    private void RunEpoch(ProgressClock clock, CancellationToken cancellation)
    {
        Net.train();
        using var pause = new CollectorPause();
        var order = _batches.Order(EpochsDone);
        for (var step = 0; step < _batches.StepsPerEpoch && !OutOfTime(clock); step++)
        {
            cancellation.ThrowIfCancellationRequested();
            pause.Breathe();
            var fraction = Fraction(clock, Work(EpochsDone, step));
            SetRate(fraction);
            Losses.Add(Step(step, order, parts: fraction < (double)Work(_options.PartEpochs, 0) / Work(_options.Epochs, 0)));
            clock.Report(Work(EpochsDone, step + 1), () => $"epoch {EpochsDone + 1}, loss {Losses[^1]:f3}, best mean IoU {Math.Max(0, BestIou):f3}");
        }
    }

    private double Step(int step, int[] order, bool parts)
    {
        using var scope = NewDisposeScope();
        var (pictures, classes) = _batches.Make(EpochsDone, step, order, parts);
        _optimiser.zero_grad();
        var loss = _loss.Of(Net.call(pictures.to(_device)), classes.to(_device));
        loss.backward();
        _ = _optimiser.step();
        return loss.item<float>();
    }

    private void Keep(ProgressClock clock)
    {
        var matrix = Validate();
        if (matrix.MeanIou() > BestIou)
        {
            BestIou = matrix.MeanIou();
            using var memory = new MemoryStream();
            using var writer = new BinaryWriter(memory);
            _ = Net.save(writer);
            _best = memory.ToArray();
        }

        _checkpoint?.Save(Net, _optimiser, EpochsDone, BestIou, _best);
        clock.Report(Work(EpochsDone, 0), () => $"epoch {EpochsDone} validated: mean IoU {matrix.MeanIou():f4} ({matrix})", force: true);
    }

    private ConfusionMatrix Validate()
    {
        Net.eval();
        using var noGradient = no_grad();
        using var pause = new CollectorPause();
        var matrix = new ConfusionMatrix();
        var planes = new float[3 * SegmentationNet.HeightPx * SegmentationNet.WidthPx];
        for (var i = 0; i < _validation.Count; i++)
        {
            using var scope = NewDisposeScope();
            pause.Breathe();
            Augmentation.Plain(_validation.Picture(i), planes);
            var picture = tensor(planes, [1, 3, SegmentationNet.HeightPx, SegmentationNet.WidthPx]).to(_device);
            var labels = Net.call(picture).argmax(1).to(uint8).cpu();
            matrix.Add(_validation.Labels(i), labels.data<byte>().ToArray());
        }

        return matrix;
    }

    private void Restore()
    {
        using var reader = new BinaryReader(new MemoryStream(_best));
        _ = Net.load(reader);
        Net.eval();
    }

    private void SetRate(double fraction)
    {
        foreach (var group in _optimiser.ParamGroups)
        {
            group.LearningRate = _rate.At(fraction);
        }
    }

    // With a time limit the schedule follows whichever runs out first, so that the rate always comes down and the last part
    // of the training always sees whole pictures.
    private double Fraction(ProgressClock clock, long work)
    {
        var byWork = (double)work / Work(_options.Epochs, 0);
        return _options.TimeLimit > TimeSpan.Zero ? Math.Max(byWork, clock.Elapsed / _options.TimeLimit) : byWork;
    }

    // Work done before a step, in steps on parts; a step on whole pictures is three of them.
    private long Work(int epoch, int step) =>
        ((long)(epoch + (2 * Math.Max(0, epoch - _options.PartEpochs))) * _batches.StepsPerEpoch) + (epoch < _options.PartEpochs ? step : 3 * step);

    private bool OutOfTime(ProgressClock clock) => _options.TimeLimit > TimeSpan.Zero && clock.Elapsed >= _options.TimeLimit;

    // What must be equal for a checkpoint to be continued.
    private static string Identity(SegmentationTrainingOptions o) =>
        $"{o.Scenes} {o.ValidationScenes} {o.Epochs} {o.PartEpochs} {o.Batch} {o.LearningRate:r} {o.WeightDecay:r} {o.Seed}";
}
