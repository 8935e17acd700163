namespace SurgicalAI.App.Faults;

/// <summary>Which faults are in force. Thread-safe; asking costs one read.</summary>
internal sealed class FaultBoard : IDisposable
{
    private readonly ManualResetEventSlim[] _off = [.. Enum.GetValues<FaultKind>().Select(_ => new ManualResetEventSlim(true))];

    /// <summary>Raised on the caller's thread when a fault begins (true) or ends.</summary>
    public event Action<FaultKind, bool>? Changed;

    /// <summary>True while a fault is in force.</summary>
    public bool IsOn(FaultKind kind) => !_off[(int)kind].IsSet;

    /// <summary>Begins a fault.</summary>
    public void Begin(FaultKind kind)
    {
        _off[(int)kind].Reset();
        Changed?.Invoke(kind, true);
    }

    /// <summary>Ends a fault.</summary>
    public void End(FaultKind kind)
    {
        _off[(int)kind].Set();
        Changed?.Invoke(kind, false);
    }

    /// <summary>Blocks while a fault is in force.</summary>
    public void WaitWhile(FaultKind kind) => _off[(int)kind].Wait();

    /// <summary>Ends every fault, so that nobody waits any more.</summary>
    public void Dispose()
    {
        foreach (var off in _off)
        {
            off.Set();
        }
    }
}
