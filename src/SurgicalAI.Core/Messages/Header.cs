namespace SurgicalAI.Core.Messages;

/// <summary>What every message on the bus begins with.</summary>
/// <param name="StampNs">Unix time of the event described, nanoseconds; 0 means that the data are invalid.</param>
/// <param name="Sequence">Increases with every message of one session on one topic.</param>
/// <param name="Session">Identity of the sending process's run; a restart has a new one.</param>
public readonly record struct Header(long StampNs, int Sequence, string Session);
