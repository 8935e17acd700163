namespace SurgicalAI.Core.Time;

/// <summary>One slot between two rates: the writer overwrites, the reader takes the newest. Hot path.</summary>
/// <typeparam name="T">Type of the value; copied under a short lock.</typeparam>
public sealed class Latest<T>
{
    private readonly Lock _lock = new();
    private T _value = default!;
    private long _version;

    /// <summary>Number of values written so far; 0 means empty.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Replaces the value.</summary>
    public void Set(in T value)
    {
        lock (_lock)
        {
            _value = value;
            _version++;
        }
    }

    /// <summary>Reads the newest value; it stays in the slot.</summary>
    /// <returns>False when nothing was ever written.</returns>
    public bool TryGet(out T value)
    {
        lock (_lock)
        {
            value = _value;
            return _version > 0;
        }
    }

    /// <summary>Reads the newest value if it was written after the version that the reader saw last.</summary>
    /// <param name="seen">Version seen last; updated when a newer value was read. Start at 0.</param>
    /// <param name="value">The value, when there is a newer one.</param>
    public bool TryGetNewer(ref long seen, out T value)
    {
        lock (_lock)
        {
            value = _value;
            if (_version == seen)
            {
                return false;
            }

            seen = _version;
            return true;
        }
    }
}
