using System.Buffers;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Transport;
using SurgicalAI.Transport.Json;

namespace SurgicalAI.App.Engine;

/// <summary>Keeps the tips of a recording beside its video: one message a line, as on the wire, one line a frame of the video. The file is there when it is whole.</summary>
internal sealed class TipRecord : IDisposable
{
    private readonly string _path;
    private readonly string _session = BusSession.New();
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly FileStream _file;
    private int _sequence;

    /// <summary>Begins a record.</summary>
    /// <param name="video">The video's path; the record has its name with <c>.tips.jsonl</c>.</param>
    /// <exception cref="UserErrorException">It cannot be written there.</exception>
    public TipRecord(string video)
    {
        _path = PathOf(video);
        try
        {
            _file = File.Create(_path + ".tmp");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{_path} cannot be written ({e.Message.TrimEnd('.')}).", e);
        }
    }

    /// <summary>Path of the record beside a video.</summary>
    public static string PathOf(string video) => Path.ChangeExtension(video, ".tips.jsonl");

    /// <summary>Adds a frame's tips.</summary>
    /// <param name="originNs">Capture of the frame.</param>
    /// <param name="watch">Which has looked at the frame.</param>
    public void Add(long originNs, TipWatch watch)
    {
        _line.ResetWrittenCount();
        MessageCodec.Encode(watch.Message(new Header(originNs, ++_sequence, _session)), _line);
        _file.Write(_line.WrittenSpan);
        _file.WriteByte((byte)'\n');
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        File.Move(_file.Name, _path, overwrite: true);
    }
}
