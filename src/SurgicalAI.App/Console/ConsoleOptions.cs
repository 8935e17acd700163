using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.App.WebConsole;

/// <summary>Where the web console listens. It is reached from this machine only.</summary>
/// <param name="Port">TCP port; 0 takes a free one (see <see cref="ConsoleServer.Address"/>).</param>
public sealed record ConsoleOptions(int Port = 8080)
{
    /// <summary>Checks the port.</summary>
    /// <exception cref="UserErrorException">The port is not one.</exception>
    public void Validate()
    {
        if (Port is < 0 or > 65535)
        {
            throw new UserErrorException($"--console-port {Port} is not a port; give a number from 0 to 65535.");
        }
    }
}
