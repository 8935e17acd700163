namespace SurgicalAI.Vision.Datasets.Formats;

/// <summary>A form of data set on disk.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Layout">Where its files lie, for the message that none were found.</param>
/// <param name="Open">Opens a folder; gives a set without frames when nothing there has the form.</param>
internal sealed record DatasetFormat(string Name, string Layout, Func<string, IFrameSet> Open)
{
    /// <summary>Whether <see cref="Open"/> takes a ZIP file in place of a folder.</summary>
    public bool TakesZip { get; init; }
}
