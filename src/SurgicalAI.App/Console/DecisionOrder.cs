namespace SurgicalAI.App.WebConsole;

/// <summary>
/// Refuses decisions that were overtaken: requests of one page travel on several connections, and a late "hold" after
/// "release" would move the arm again. Thread-safe.
/// </summary>
internal sealed class DecisionOrder
{
    private const int MaxPages = 64;
    private readonly Dictionary<string, long> _newest = [];

    public bool IsNewer(string page, long number)
    {
        lock (_newest)
        {
            if (_newest.TryGetValue(page, out var newest) && number <= newest)
            {
                return false;
            }

            if (_newest.Count >= MaxPages)
            {
                _newest.Clear();
            }

            _newest[page] = number;
            return true;
        }
    }
}
