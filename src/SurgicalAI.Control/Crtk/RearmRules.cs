namespace SurgicalAI.Control.Crtk;

/// <summary>What speaks against re-arming, as it stands now.</summary>
/// <param name="Reading">What is wrong with the arm's reading; empty when nothing is.</param>
/// <param name="Connected">True while the bus is reached.</param>
/// <param name="ClocksDisagree">True while a peer's clock is not ours.</param>
/// <param name="Accepting">True while an operator holds accept.</param>
/// <param name="Streaming">True while a servo stream goes on that nobody follows.</param>
internal readonly record struct RearmState(string Reading, bool Connected, bool ClocksDisagree, bool Accepting, bool Streaming);

/// <summary>
/// A latched stop is left on purpose and only while nothing is wrong: <c>resume</c> and <c>enable</c> are refused with every reason
/// there is. An input that is still pressed would move the arm the moment that it is armed.
/// </summary>
internal static class RearmRules
{
    /// <summary>Empty when the command may go on, otherwise why not.</summary>
    public static string Check(string command, in RearmState now)
    {
        if (command is not ("resume" or "enable") || now is { Reading: "", Connected: true, ClocksDisagree: false, Accepting: false, Streaming: false })
        {
            return "";
        }

        string[] reasons =
        [
            now.Reading,
            now.Connected ? "" : "the bus is lost",
            now.ClocksDisagree ? "clocks disagree" : "",
            now.Accepting ? "an operator still holds accept" : "",
            now.Streaming ? "a servo stream still runs" : "",
        ];
        return $"'{command}' is refused: {string.Join("; ", reasons.Where(r => r.Length > 0))}.";
    }
}
