namespace SurgicalAI.Vision.Sources;

/// <summary>
/// Turns the senders' stamps into those of a source: origins strictly increase, sequence numbers too, also when the peer
/// restarts and counts from 0 again. A gap in the sequence is a picture that was lost on the way.
/// </summary>
internal sealed class PartStamps
{
    private long _lastOriginNs;
    private int _lastSequence = -1;
    private int _offset;
    private bool _newConnection = true;

    /// <summary>The next part comes from another connection.</summary>
    public void NewConnection() => _newConnection = true;

    /// <summary>Stamp of a part, or false for a repeated or older picture.</summary>
    public bool Accept(MjpegPart part, out long originNs, out int sequence)
    {
        originNs = part.OriginNs > 0 ? part.OriginNs : Math.Max(part.ArrivedNs, _lastOriginNs + 1);
        var number = part.Sequence >= 0 ? part.Sequence : part.Number;
        if (_newConnection && number + _offset <= _lastSequence)
        {
            _offset = _lastSequence + 1 - number;
        }

        sequence = number + _offset;
        if (originNs <= _lastOriginNs || sequence <= _lastSequence)
        {
            return false;
        }

        (_lastOriginNs, _lastSequence, _newConnection) = (originNs, sequence, false);
        return true;
    }
}
