using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Core.Files;

/// <summary>A folder that appears whole or not at all: written beside its place under another name, moved when complete, gone otherwise.</summary>
public sealed class StagedFolder : IDisposable
{
    private readonly string _target;

    /// <summary>Begins a folder; what an interrupted attempt left behind is removed.</summary>
    /// <param name="target">Final place; must not exist, or be an empty folder.</param>
    /// <exception cref="UserErrorException">There is something at the place, or it cannot be written.</exception>
    public StagedFolder(string target)
    {
        _target = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target));
        Path = _target + ".new";
        if (File.Exists(_target) || (Directory.Exists(_target) && Directory.EnumerateFileSystemEntries(_target).Any()))
        {
            throw new UserErrorException($"{target} is there already; give another place, or remove it first.");
        }

        try
        {
            Discard();
            _ = Directory.CreateDirectory(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{target} cannot be written ({e.Message.TrimEnd('.')}).", e);
        }
    }

    /// <summary>Folder to write into.</summary>
    public string Path { get; }

    /// <summary>Moves the folder to its final place.</summary>
    public void Publish()
    {
        if (Directory.Exists(_target))
        {
            Directory.Delete(_target);
        }

        Directory.Move(Path, _target);
    }

    /// <summary>Removes what was not published.</summary>
    public void Dispose() => Discard();

    private void Discard()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
