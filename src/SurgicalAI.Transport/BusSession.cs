namespace SurgicalAI.Transport;

/// <summary>Names of sessions.</summary>
public static class BusSession
{
    /// <summary>A new session: twelve hex digits that no other run has.</summary>
    public static string New() => Guid.NewGuid().ToString("N")[..12];
}
