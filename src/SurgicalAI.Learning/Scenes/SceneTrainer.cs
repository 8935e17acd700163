using SurgicalAI.Learning.Scenes.Data;
using SurgicalAI.Learning.Scenes.Encoders;
using SurgicalAI.Learning.Torch;
using SurgicalAI.Learning.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Scenes;

/// <summary>Trains a scene network; can be stopped and resumed between epochs, ends when it gets no better.</summary>
internal sealed class SceneTrainer : IDisposable
{
    private readonly SceneTrainingOptions _options;
    private readonly SceneData _data;
    private readonly SceneBatches _batches;
    private readonly SceneBatches _small;
    private readonly SceneValidation _validation;
    private readonly SceneCheckpoint _checkpoint;
    private readonly SceneTeacher _teacher;
    private readonly SceneNet _net;
    private readonly SceneLoss _loss;
    private readonly AdamW _optimiser;
    private readonly Device _device;
    private readonly OneCycle _rate;
    private FrozenEncoder? _frozen;

    public SceneTrainer(SceneTrainingOptions options, SceneData data)
    {
        (_options, _data) = (options.Validate(), data);
        TorchRuntime.Start(options.Threads, options.Seed);
        _device = device(options.Device);
        _batches = new(data, options.WidthPx, options.HeightPx, options.Batch, options.Seed, options.Fourier);
        _small = new(data, Smaller(options.WidthPx), Smaller(options.HeightPx), options.Batch, options.Seed, options.Fourier);
        _validation = new(data, _batches, options.Threads);
        _net = Create(options);
        Mean = Create(options);
        _ = _net.to(_device);
        _ = Mean.to(_device);
        _teacher = new(_net, Mean, options.Threads);
        _teacher.Follow(0);
        _loss = new(data.Meanings, _device);
        _optimiser = Optimiser();
        _rate = new(options.LearningRate);
        _ = Directory.CreateDirectory(options.CheckpointDirectory);
        _checkpoint = new(Path.Combine(options.CheckpointDirectory, "scene.checkpoint"), Identity(options));
    }

    /// <summary>The averaged network; after <see cref="Train"/> that of the best epoch, in evaluation mode.</summary>
    public SceneNet Mean { get; }

    /// <summary>The epochs and their figures.</summary>
    public SceneProgress Progress { get; private set; } = new();

    /// <summary>Loss of each step of this call.</summary>
    public List<double> Losses { get; } = [];

    /// <summary>Where the network is judged.</summary>
    public SceneValidation Validation => _validation;

    /// <summary>How frames come to the network.</summary>
    public SceneBatches Batches => _batches;

    /// <summary>Runs the epochs that are left. When cancelled, the last whole epoch is in the checkpoint.</summary>
    public void Train(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        if (_checkpoint.Exists)
        {
            Progress = _checkpoint.Load(_net, Mean, _optimiser);
        }

        var clock = new ProgressClock("train", (long)_options.Epochs * _options.Steps, progress, (long)Progress.Epochs.Count * _options.Steps);
        while (Progress.Epochs.Count < _options.Epochs && Progress.SinceBest < _options.Patience && !OutOfTime(clock))
        {
            RunEpoch(clock, cancellation);
            _checkpoint.Save(Progress, _net, Mean, _optimiser);
            SceneCurves.Write(Progress, _options.CheckpointDirectory);
        }

        Restore();
    }

    public void Dispose()
    {
        _frozen?.Dispose();
        _validation.Dispose();
        _batches.Dispose();
        _small.Dispose();
        _loss.Dispose();
        _optimiser.Dispose();
        _net.Dispose();
        Mean.Dispose();
    }

    private static SceneNet Create(SceneTrainingOptions options)
    {
        var pretrained = options is { Encoder: "mobilenet", Pretrained: true } ? PretrainedEncoder.Load(options.EncoderWeights) : null;
        var net = new SceneNet(options.Shape, pretrained);
        if (options.StartFrom is { } start)
        {
            TensorArchive.Load(Path.Combine(start, SceneExport.WeightsFile)).CopyTo(net);
        }

        return net;
    }

    private AdamW Optimiser()
    {
        var share = _net.IsPretrained ? _options.EncoderShare : 1;
        return optim.AdamW(
            [
                new AdamW.ParamGroup(_net.DecoderParameters, new() { LearningRate = _options.LearningRate, weight_decay = _options.WeightDecay }),
                new AdamW.ParamGroup(_net.EncoderParameters, new() { LearningRate = _options.LearningRate * share, weight_decay = _options.WeightDecay }),
            ],
            _options.LearningRate, weight_decay: _options.WeightDecay);
    }

    private void RunEpoch(ProgressClock clock, CancellationToken cancellation)
    {
        var epoch = Progress.Epochs.Count;
        if (_options.SelfTraining && Fraction(clock, epoch, 0) >= _options.SelfTrainingFrom)
        {
            _teacher.Label(_data.Unlabelled, _batches);
        }

        _net.BeginTraining();
        var first = Losses.Count;
        using (var pause = new CollectorPause())
        {
            for (var step = 0; step < _options.Steps && !OutOfTime(clock); step++)
            {
                cancellation.ThrowIfCancellationRequested();
                pause.Breathe();
                var fraction = Fraction(clock, epoch, step);
                SetRate(fraction);
                Losses.Add(Step(fraction < _options.SmallShare ? _small : _batches, epoch, step, fraction < _options.FrozenShare));
                clock.Report(((long)epoch * _options.Steps) + step + 1, () => $"epoch {epoch + 1}, loss {Losses.Skip(first).Average():f3}");
            }
        }

        var done = new SceneEpoch(epoch + 1, Losses.Skip(first).DefaultIfEmpty(double.NaN).Average(), _validation.Score(Mean));
        Progress.Add(done, Weights);
        clock.Report((long)(epoch + 1) * _options.Steps, () => $"epoch {epoch + 1}: loss {done.Loss:f3}, {done.Score}", force: true);
    }

    private double Step(SceneBatches batches, int epoch, int step, bool frozen)
    {
        using var scope = NewDisposeScope();
        var batch = batches.Make(epoch, step);
        _optimiser.zero_grad();
        var pixel = (int)(SeedMix.Of(_options.Seed, epoch, step) % (ulong)SceneShape.CellPixels);
        var logits = frozen && _net.IsPretrained ? FromFrozen(batch, batches.Size, pixel) : _net.At(Pictures(batch, batches.Size), pixel);
        var loss = _loss.Of(logits, batch.Labels.to(_device), batch.Lesions.to(_device), pixel);
        loss.backward();
        _ = _optimiser.step();
        _teacher.Follow(Math.Min(_options.Averaging, 1 - (1.0 / (((long)epoch * _options.Steps) + step + 2))));
        return loss.item<float>();
    }

    private Tensor FromFrozen(in SceneBatch batch, OpenCvSharp.Size size, int pixel) =>
        _net.At((_frozen ??= new(_net, _options.Threads)).See(batch.Pictures, _options.Batch, size.Height, size.Width, _device), pixel);

    private Tensor Pictures(in SceneBatch batch, OpenCvSharp.Size size) =>
        tensor(batch.Pictures, [_options.Batch, size.Height, size.Width, 3]).to(_device).permute(0, 3, 1, 2).to(float32);

    private byte[] Weights()
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        _ = Mean.save(writer);
        return memory.ToArray();
    }

    private void Restore()
    {
        if (Progress.Best.Length > 0)
        {
            using var reader = new BinaryReader(new MemoryStream(Progress.Best));
            _ = Mean.load(reader);
        }

        Mean.eval();
    }

    private void SetRate(double fraction)
    {
        var (rate, share) = (_rate.At(fraction), _net.IsPretrained ? _options.EncoderShare : 1);
        var isEncoder = false;
        foreach (var group in _optimiser.ParamGroups)
        {
            group.LearningRate = isEncoder ? rate * share : rate;
            isEncoder = true;
        }
    }

    // With a time limit the schedule follows whichever runs out first, so that the rate always comes down.
    private double Fraction(ProgressClock clock, int epoch, int step)
    {
        var byWork = (epoch + ((double)step / _options.Steps)) / _options.Epochs;
        return _options.TimeLimit > TimeSpan.Zero ? Math.Max(byWork, clock.Elapsed / _options.TimeLimit) : byWork;
    }

    // Three quarters of a side, to the next multiple of 16: little more than half the work.
    private static int Smaller(int side) => Math.Max(16, side * 3 / 4 / 16 * 16);

    private bool OutOfTime(ProgressClock clock) => _options.TimeLimit > TimeSpan.Zero && clock.Elapsed >= _options.TimeLimit;

    // What must be equal for a checkpoint to be continued; the number is that of the file's layout.
    private static string Identity(SceneTrainingOptions o) => string.Join(' ',
        "layout 2", o.Shape, o.Pretrained, o.Simulator, o.SelfTraining, o.Scenes, o.ValidationFrames, o.Epochs, o.Steps, o.Batch, o.LearningRate, o.EncoderShare,
        o.WeightDecay, o.Averaging, o.SelfTrainingFrom, o.SmallShare, o.FrozenShare, o.Seed, o.StartFrom, string.Join(',', o.Labelled), string.Join(',', o.Unlabelled), string.Join(',', o.LeaveOut)) + (o.Fourier > 0 ? $" fourier {o.Fourier}" : "");
}
