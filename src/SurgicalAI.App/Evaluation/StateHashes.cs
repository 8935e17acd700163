namespace SurgicalAI.App.Evaluation;

/// <summary>One hash over many.</summary>
internal static class StateHashes
{
    /// <summary>FNV-1a over the hashes in their order, as sixteen hexadecimal digits.</summary>
    public static string Join(IEnumerable<ulong> hashes)
    {
        var joined = 14695981039346656037UL;
        foreach (var hash in hashes)
        {
            joined = (joined ^ hash) * 1099511628211UL;
            joined ^= joined >> 29;
        }

        return joined.ToString("x16");
    }
}
