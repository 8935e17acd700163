using System.Text;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Transport.Mqtt;

/// <summary>
/// The correlation data of the newest requests, given back with their answers. Ours are the request's session and sequence; another
/// client may choose its own. An answer goes to the topic <c>answer</c> only, wherever a request wants it: else a client without the
/// right to send somewhere could have the robot do it. Thread-safe.
/// </summary>
internal sealed class RequestMemory
{
    /// <summary>Longest correlation data that is kept, bytes.</summary>
    public const int MaxBytes = 256;

    private const int Kept = 64;
    private readonly Lock _lock = new();
    private readonly Queue<(string Session, int Sequence, byte[] Correlation)> _requests = new();

    /// <summary>What ties a request and its answer together unless the requester chose something else: "SESSION/SEQUENCE".</summary>
    public static byte[] Correlation(string session, int sequence) => Encoding.UTF8.GetBytes($"{session}/{sequence}");

    /// <summary>A request came.</summary>
    public void Note(in Header request, byte[] correlation)
    {
        if (correlation.Length > MaxBytes)
        {
            return;
        }

        lock (_lock)
        {
            if (_requests.Count == Kept)
            {
                _requests.Dequeue();
            }

            _requests.Enqueue((request.Session, request.Sequence, correlation));
        }
    }

    /// <summary>Correlation data for the answer to a request.</summary>
    public byte[] For(AnswerMessage answer)
    {
        lock (_lock)
        {
            foreach (var (session, sequence, correlation) in _requests)
            {
                if (session == answer.RequestSession && sequence == answer.RequestSequence)
                {
                    return correlation;
                }
            }
        }

        return Correlation(answer.RequestSession, answer.RequestSequence);
    }
}
