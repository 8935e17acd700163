namespace SurgicalAI.Learning.Training;

/// <summary>A model's folder in the making: beside its final place, and gone unless it is published.</summary>
internal sealed class StagedModel : IDisposable
{
    private readonly string _target;

    public StagedModel(string target)
    {
        _target = System.IO.Path.GetFullPath(target).TrimEnd('/');
        Path = _target + ".new";
        Discard();
        _ = Directory.CreateDirectory(Path);
    }

    /// <summary>Folder to write into.</summary>
    public string Path { get; }

    /// <summary>Moves every file to its final place; the network goes before the card that holds its hash.</summary>
    public void Publish()
    {
        _ = Directory.CreateDirectory(_target);
        foreach (var file in Directory.GetFiles(Path).OrderByDescending(f => f.EndsWith(".onnx", StringComparison.Ordinal)))
        {
            File.Move(file, System.IO.Path.Combine(_target, System.IO.Path.GetFileName(file)), overwrite: true);
        }
    }

    /// <summary>Removes what is left of it.</summary>
    public void Dispose() => Discard();

    private void Discard()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
