using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;
using SurgicalAI.Pipeline.Engine;

namespace SurgicalAI.App.Engine;

/// <summary>Publishes the tips of the frames that it gets, on the thread of its own edge: the frames' own way does not wait for it.</summary>
/// <param name="watch">Follows the tips.</param>
/// <param name="bus">Where they go.</param>
internal sealed class TipPublisher(TipWatch watch, IMessageBus bus) : IObserver<Stamped<EngineView>>
{
    private int _sequence;

    /// <inheritdoc/>
    public void OnNext(Stamped<EngineView> value)
    {
        using var view = value.Value;
        _ = watch.Look(value);
        bus.Publish(Topics.Tips, watch.Message(new(value.OriginNs, ++_sequence, bus.Session)));
    }

    /// <inheritdoc/>
    public void OnError(Exception error)
    {
    }

    /// <inheritdoc/>
    public void OnCompleted()
    {
    }
}
