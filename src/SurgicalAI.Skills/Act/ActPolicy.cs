using SurgicalAI.Core;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Inference;
using SurgicalAI.Skills.Actions;
using SurgicalAI.Skills.Observation;

namespace SurgicalAI.Skills.Act;

/// <summary>
/// Action-chunking transformer at run time: encodes what is seen, runs the network, blends the new plan with the earlier ones.
/// Allocates only the waypoints that it hands out. Not thread-safe.
/// </summary>
public sealed class ActPolicy : IPolicy
{
    /// <summary>Name of the folder that holds the needle-reach network.</summary>
    public const string ModelName = "needle-reach-act";

    private static readonly Fault Blind = new(FaultCode.NothingSeen, "Neither instrument nor target is seen; the policy gives no advice.");
    private static readonly Fault NotFinite = new(FaultCode.NotFinite, "The policy's plan or the measured state is not finite; it was dropped.");

    private readonly OnnxModel _model;
    private readonly ActPolicyOptions _options;
    private readonly ObservationEncoder _encoder;
    private readonly TemporalEnsemble _ensemble;
    private readonly TensorBuffer<float> _tokens = new(1, TokenLayout.Tokens, TokenLayout.Features);
    private readonly TensorBuffer<float> _state = new(1, TokenLayout.State);
    private readonly TensorBuffer<float> _chunk;
    private readonly int _steps;
    private readonly long _stepNs;
    private long _lastOriginNs;

    /// <summary>Wraps a loaded model.</summary>
    /// <param name="model">A network of the ACT contract; this policy disposes it.</param>
    /// <param name="options">How it is run.</param>
    /// <exception cref="UserErrorException">The card's tensors are not those of a policy.</exception>
    public ActPolicy(OnnxModel model, ActPolicyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _options = options ?? new ActPolicyOptions();
        _options.Validate();
        _model = model;
        _steps = ActContract.Steps(model.Card);
        _stepNs = (long)Math.Round(_options.StepS * Si.SNs);
        _encoder = new ObservationEncoder(_options.Encoder);
        _ensemble = new TemporalEnsemble(_steps, _options.StepS, _options.Ensemble);
        _chunk = new(1, _steps, HybridRelative.Length);
        model.BindInput("tokens", _tokens);
        model.BindInput("state", _state);
        model.BindOutput("chunk", _chunk);
        model.WarmUp();
    }

    /// <inheritdoc/>
    public string Model => _model.Id;

    /// <summary>Spread of the plans behind the last answer, metres: the policy's own doubt.</summary>
    public double SpreadM { get; private set; }

    /// <summary>Loads the network of <see cref="ModelName"/>.</summary>
    /// <param name="onnx">Device and threads; one thread is fastest for so small a network.</param>
    /// <param name="options">How it is run.</param>
    /// <exception cref="UserErrorException">The model is missing, damaged or not a policy.</exception>
    public static ActPolicy Load(OnnxOptions onnx, ActPolicyOptions? options = null) => Load(ModelDirectory.Find(ModelName), onnx, options);

    /// <summary>Loads the network of a folder.</summary>
    /// <param name="directory">Folder with network and card.</param>
    /// <param name="onnx">Device and threads.</param>
    /// <param name="options">How it is run.</param>
    /// <exception cref="UserErrorException">The model is damaged or not a policy.</exception>
    public static ActPolicy Load(ModelDirectory directory, OnnxOptions onnx, ActPolicyOptions? options = null)
    {
        var model = OnnxModel.Load(directory, onnx);
        try
        {
            return new(model, options);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _ensemble.Reset();
        _lastOriginNs = 0;
    }

    /// <inheritdoc/>
    public Outcome<PolicyPlan> Plan(in PolicyObservation observation)
    {
        var tokens = _tokens.Span;
        _encoder.Encode(observation.Labels.Value, observation.Tool, tokens, _state.Span);
        if (_options.WithholdWhenBlind && PlanConfidence.IsBlind(tokens))
        {
            return Blind;
        }

        var originNs = observation.Labels.OriginNs;
        if (originNs - _lastOriginNs > _options.MaximumGapS * Si.SNs)
        {
            _ensemble.Reset();
        }

        _lastOriginNs = originNs;
        _model.Run();
        return _ensemble.Add(observation.Tool, originNs, _chunk.Span) ? Blend(originNs, tokens) : NotFinite;
    }

    /// <summary>Frees the network and its buffers.</summary>
    public void Dispose()
    {
        _model.Dispose();
        _tokens.Dispose();
        _state.Dispose();
        _chunk.Dispose();
    }

    private Outcome<PolicyPlan> Blend(long originNs, ReadOnlySpan<float> tokens)
    {
        var waypoints = new Waypoint[_steps];
        SpreadM = 0;
        for (var k = 0; k < _steps; k++)
        {
            // The newest plan covers every instant asked for, so there always is an answer.
            _ensemble.At(originNs + ((k + 1) * _stepNs), out waypoints[k], out var spreadM);
            SpreadM = Math.Max(SpreadM, spreadM);
        }

        return new PolicyPlan(waypoints, PlanConfidence.Of(tokens, SpreadM, _options.DoubtSpreadM));
    }
}
