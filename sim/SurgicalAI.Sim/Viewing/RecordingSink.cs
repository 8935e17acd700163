using System.IO.Compression;

namespace SurgicalAI.Sim.Viewing;

/// <summary>A scene stream as a gzip file. It gets its name with <see cref="Commit"/>: a run that fails leaves nothing half-written.</summary>
public sealed class RecordingSink : ISceneSink, IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly GZipStream _stream;

    /// <summary>Opens the file.</summary>
    /// <param name="path">File; replaced by <see cref="Commit"/> if it is there.</param>
    public RecordingSink(string path)
    {
        _path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(_path) ?? "/");
        _temporary = $"{_path}.{Guid.NewGuid():N}.tmp";
        _stream = new(File.Create(_temporary), CompressionLevel.Fastest);
    }

    /// <inheritdoc/>
    public void Start(ReadOnlySpan<byte> message) => _stream.Write(message);

    /// <inheritdoc/>
    public void Mesh(ReadOnlySpan<byte> message) => _stream.Write(message);

    /// <inheritdoc/>
    public void Frame(ReadOnlySpan<byte> message) => _stream.Write(message);

    /// <summary>Ends the recording and gives the file its name.</summary>
    public void Commit()
    {
        _stream.Dispose();
        File.Move(_temporary, _path, overwrite: true);
    }

    /// <summary>Ends the recording; without <see cref="Commit"/> nothing is left of it.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        File.Delete(_temporary);
    }
}
