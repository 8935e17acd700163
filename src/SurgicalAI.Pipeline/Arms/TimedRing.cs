namespace SurgicalAI.Pipeline.Arms;

/// <summary>The newest values with increasing stamps. Not thread-safe.</summary>
internal sealed class TimedRing<T>(int capacity)
{
    private readonly (long StampNs, T Value)[] _ring = new (long, T)[capacity];
    private int _first;
    private int _length;

    public void Clear() => (_first, _length) = (0, 0);

    /// <summary>Adds a value unless its stamp is invalid (0) or not newer than the last.</summary>
    public bool Add(long stampNs, in T value)
    {
        if (stampNs <= 0 || (_length > 0 && stampNs <= At(_length - 1).StampNs))
        {
            return false;
        }

        if (_length == capacity)
        {
            _first = (_first + 1) % capacity;
            _length--;
        }

        _ring[(_first + _length++) % capacity] = (stampNs, value);
        return true;
    }

    /// <summary>The two values around an instant and where it lies between them; both the same at either end.</summary>
    public bool TryFind(long atNs, long windowNs, out T before, out T after, out double fraction)
    {
        (before, after, fraction) = (default!, default!, 0);
        var i = _length - 1;
        while (i >= 0 && At(i).StampNs > atNs)
        {
            i--;
        }

        var hasBefore = i >= 0 && atNs - At(i).StampNs <= windowNs;
        var hasAfter = i + 1 < _length && At(i + 1).StampNs - atNs <= windowNs;
        if (!hasBefore && !hasAfter)
        {
            return false;
        }

        var (t0, v0) = At(hasBefore ? i : i + 1);
        var (t1, v1) = At(hasAfter ? i + 1 : i);
        (before, after) = (v0, v1);
        fraction = t1 > t0 ? (double)(atNs - t0) / (t1 - t0) : 0;
        return true;
    }

    private ref (long StampNs, T Value) At(int i) => ref _ring[(_first + i) % capacity];
}
