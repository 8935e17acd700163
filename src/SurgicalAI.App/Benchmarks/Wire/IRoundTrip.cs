namespace SurgicalAI.App.Benchmarks.Wire;

/// <summary>A way there and back for one message at a time.</summary>
internal interface IRoundTrip : IAsyncDisposable
{
    /// <summary>Name in tables and reports.</summary>
    string Name { get; }

    /// <summary>Sends one message and waits for its return.</summary>
    /// <returns>False when it did not return within a second.</returns>
    bool Go();
}
