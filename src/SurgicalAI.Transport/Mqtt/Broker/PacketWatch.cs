using MQTTnet.Exceptions;

namespace SurgicalAI.Transport.Mqtt.Broker;

/// <summary>
/// Follows the packets in a client's bytes before the broker reads them. MQTTnet reserves the length that a packet claims, up to
/// 256 MiB, before a byte of it came; here a longer one than allowed, or a first packet that is no CONNECT, ends the connection.
/// </summary>
internal sealed class PacketWatch(int maxBytes)
{
    private const byte Connect = 0x10;
    private const int LengthBytes = 4;

    private State _state = State.Begin;
    private bool _connected;
    private int _body;
    private int _lengthAt;

    private enum State
    {
        Begin,
        Length,
        Body,
    }

    /// <summary>Takes in bytes as they come, in pieces of any size.</summary>
    /// <returns>Packets that began in them.</returns>
    /// <exception cref="MqttProtocolViolationException">No CONNECT first, a length of more than four bytes, or a packet longer than allowed.</exception>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        var begun = 0;
        for (var i = 0; i < bytes.Length;)
        {
            switch (_state)
            {
                case State.Begin:
                    Begin(bytes[i++]);
                    begun++;
                    break;
                case State.Length:
                    Length(bytes[i++]);
                    break;
                default:
                    var skipped = Math.Min(_body, bytes.Length - i);
                    (i, _body) = (i + skipped, _body - skipped);
                    _state = _body == 0 ? State.Begin : State.Body;
                    break;
            }
        }

        return begun;
    }

    private void Begin(byte type)
    {
        if (!_connected && type != Connect)
        {
            throw new MqttProtocolViolationException("The first packet is no CONNECT.");
        }

        (_connected, _body, _lengthAt, _state) = (true, 0, 0, State.Length);
    }

    private void Length(byte piece)
    {
        _body |= (piece & 127) << (7 * _lengthAt++);
        if (_body > maxBytes)
        {
            throw new MqttProtocolViolationException($"A packet claims {_body} bytes or more; {maxBytes} are allowed.");
        }

        var more = (piece & 128) != 0;
        if (more && _lengthAt == LengthBytes)
        {
            throw new MqttProtocolViolationException("A packet's length has more than four bytes.");
        }

        _state = more ? State.Length : _body == 0 ? State.Begin : State.Body;
    }
}
