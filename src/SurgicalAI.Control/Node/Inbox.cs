namespace SurgicalAI.Control.Node;

/// <summary>Bounded queue from the bus's thread to the control loop's; when full the oldest is dropped and counted. Hot path.</summary>
internal sealed class Inbox<T>(int capacity)
{
    private readonly Lock _lock = new();
    private readonly T[] _items = new T[capacity];
    private int _first;
    private int _count;

    public long Dropped { get; private set; }

    public void Add(T item)
    {
        lock (_lock)
        {
            if (_count == _items.Length)
            {
                _first = (_first + 1) % _items.Length;
                _count--;
                Dropped++;
            }

            _items[(_first + _count++) % _items.Length] = item;
        }
    }

    public bool TryTake(out T item)
    {
        lock (_lock)
        {
            item = _items[_first];
            if (_count == 0)
            {
                return false;
            }

            _first = (_first + 1) % _items.Length;
            _count--;
            return true;
        }
    }
}
