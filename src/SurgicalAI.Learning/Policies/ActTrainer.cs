using SurgicalAI.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Policies;

/// <summary>Trains an <see cref="ActNet"/> on demonstrations, keeps the weights that validate best, and can be resumed.</summary>
internal sealed class ActTrainer : IDisposable
{
    private const int ValidationBatch = 512;
    private readonly ActTrainingOptions _options;
    private readonly ActSampler _training;
    private readonly ActSampler _validation;
    private readonly ActCheckpoint _checkpoint;
    private readonly TorchSharp.Modules.AdamW _optimiser;
    private readonly Scalar _styleWeight;
    private readonly string _fingerprint;
    private ActCheckpoint.Figures _figures;
    private double _validationLoss = double.NaN;

    public ActTrainer(TokenDataset data, ActTrainingOptions options, string checkpointDirectory)
    {
        options.Validate();
        _options = options;
        _styleWeight = options.StyleWeight;
        var (training, validation) = Split(data, options);
        var steps = options.Architecture.Steps;
        _training = new ActSampler(data, training, steps, options.Seed, options.Augmentation);
        _validation = new ActSampler(data, validation, steps, options.Seed, AugmentationOptions.None);
        Net = new ActNet(options.Architecture, ActScaling.Of(data, training, steps));
        _optimiser = optim.AdamW(Net.parameters(), options.LearningRate, weight_decay: options.WeightDecay);
        _checkpoint = new ActCheckpoint(checkpointDirectory);
        _fingerprint = $"{options with { Resume = false, Threads = 0, Commit = "", Retrain = "" }} {data.Episodes} {data.Frames}";
        _figures = new(0, 0, double.PositiveInfinity, double.NaN, _fingerprint);
    }

    public ActNet Net { get; }

    public ActSampler Validation => _validation;

    /// <summary>Trains to the end; the network then holds the best weights.</summary>
    /// <returns>Best step, its validation loss and distance, and the seconds spent.</returns>
    public (int BestStep, double Loss, double DistanceM, double Seconds) Run(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        Begin();
        var clock = new ProgressClock("train", _options.Steps, progress, _figures.Step);
        using var pause = new CollectorPause();
        var average = double.NaN;
        for (var step = _figures.Step; step < _options.Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            pause.Breathe();
            var loss = Step(step);
            average = double.IsNaN(average) ? loss : (0.98 * average) + (0.02 * loss);
            var validate = (step + 1) % _options.ValidateEvery == 0 || step + 1 == _options.Steps;
            if (validate)
            {
                Validate(step + 1);
            }

            clock.Report(step + 1, () => Note(average), validate);
        }

        _checkpoint.LoadBest(Net);
        Net.eval();
        return (_figures.BestStep, _figures.BestLoss, _figures.BestDistanceM, clock.Elapsed.TotalSeconds);
    }

    public void DeleteCheckpoint() => _checkpoint.Delete();

    public void Dispose()
    {
        _optimiser.Dispose();
        Net.Dispose();
    }

    // Whole episodes go to one side or the other: neighbouring frames are nearly the same.
    private static (int[] Training, int[] Validation) Split(TokenDataset data, ActTrainingOptions options)
    {
        var order = Enumerable.Range(0, data.Episodes).ToArray();
        new Random((int)(options.Seed & int.MaxValue)).Shuffle(order);
        var held = order.Take(Math.Max(1, (int)(options.ValidationFraction * data.Episodes))).ToHashSet();
        var frames = Enumerable.Range(0, data.Frames).ToLookup(f => held.Contains(data.EpisodeOf(f)));
        return ([.. frames[false]], [.. frames[true]]);
    }

    private void Begin()
    {
        if (_options.Resume && _checkpoint.Exists)
        {
            _figures = _checkpoint.Load(Net, _optimiser, _fingerprint);
        }
        else
        {
            _checkpoint.Delete();
        }
    }

    private double Step(int step)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(unchecked((long)SeedMix.Of(_options.Seed, step, 1)));
        Net.train();
        foreach (var group in _optimiser.ParamGroups)
        {
            group.LearningRate = LearningRate(step);
        }

        var loss = ActLoss.Training(Net, _training.Draw(step, _options.BatchSize), _styleWeight);
        _optimiser.zero_grad();
        loss.backward();
        nn.utils.clip_grad_norm_(Net.parameters(), 1.0);
        _optimiser.step();
        return loss.item<float>();
    }

    private double LearningRate(int step)
    {
        var warm = Math.Min(1, (step + 1) / (double)Math.Max(1, _options.WarmUpSteps));
        return _options.LearningRate * warm * (1 + Math.Cos(Math.PI * step / _options.Steps)) / 2;
    }

    private string Note(double average) =>
        $"loss {average:0.0000}, validation {_validationLoss:0.0000}, best {_figures.BestDistanceM * 1e3:0.00} mm at step {_figures.BestStep}";

    private void Validate(int step)
    {
        var (loss, distanceM) = Measure();
        _validationLoss = loss;
        if (!IsSettled(_figures.BestStep) || loss < _figures.BestLoss)
        {
            _figures = _figures with { BestStep = step, BestLoss = loss, BestDistanceM = distanceM };
            _checkpoint.SaveBest(Net);
        }

        _figures = _figures with { Step = step };
        _checkpoint.Save(Net, _optimiser, _figures);
    }

    // Weights from the middle of the schedule can validate best by luck, while the rate is still high; in the closed loop they
    // stop short of the goal far more often than the settled ones. So until the last third the newest weights count as best, and from then on the better ones.
    private bool IsSettled(int step) => 3 * step >= 2 * _options.Steps;

    private (double Loss, double DistanceM) Measure()
    {
        using var noGradient = no_grad();
        Net.eval();
        double error = 0, distance = 0, count = 0;
        foreach (var batch in _validation.All(ValidationBatch))
        {
            using var scope = NewDisposeScope();
            var (e, d, n) = ActLoss.Validation(Net, batch);
            (error, distance, count) = (error + e, distance + d, count + n);
        }

        return (error / count, distance / count);
    }
}
