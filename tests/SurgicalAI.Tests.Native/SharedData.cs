namespace SurgicalAI.Tests.Native;

/// <summary>Real data that lie beside the repository and never in it.</summary>
internal static class SharedData
{
    /// <summary>Path of a folder or file under shared/data; skips the test where it is absent.</summary>
    public static string Require(string relative)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, "shared", "data", relative);
            if (Path.Exists(path))
            {
                return path;
            }
        }

        Assert.Skip($"shared/data/{relative} is not here.");
        return "";
    }
}
