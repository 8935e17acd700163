namespace SurgicalAI.Sim.Viewing;

/// <summary>Takes the messages of a scene stream (layout: docs/reference/scene-stream.md): a connection, or a recording. The bytes are only lent.</summary>
public interface ISceneSink
{
    /// <summary>A scene begins; what was known of shapes is void.</summary>
    /// <param name="message">Whole message.</param>
    void Start(ReadOnlySpan<byte> message);

    /// <summary>A shape that later states refer to.</summary>
    /// <param name="message">Whole message.</param>
    void Mesh(ReadOnlySpan<byte> message);

    /// <summary>A state.</summary>
    /// <param name="message">Whole message.</param>
    void Frame(ReadOnlySpan<byte> message);
}
