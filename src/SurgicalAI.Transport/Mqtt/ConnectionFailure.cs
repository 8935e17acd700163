using System.Net.Sockets;
using System.Security.Authentication;

namespace SurgicalAI.Transport.Mqtt;

/// <summary>Why a broker could not be reached, in words of ours: a library's may quote what it was given.</summary>
internal static class ConnectionFailure
{
    public static string Words(Exception? error)
    {
        for (var e = error; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case AuthenticationException:
                    return "one side does not accept the other's certificate";
                case SocketException socket:
                    return socket.SocketErrorCode == SocketError.ConnectionRefused ? "nobody listens there" : $"the network says {socket.SocketErrorCode}";
                case OperationCanceledException:
                    return "it does not answer";
                default:
                    break;
            }
        }

        return "it closes the connection";
    }
}
