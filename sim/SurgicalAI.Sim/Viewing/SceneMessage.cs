namespace SurgicalAI.Sim.Viewing;

/// <summary>Facts about the messages of a scene stream.</summary>
public static class SceneMessage
{
    /// <summary>Name of this layout; stands in the first message.</summary>
    public const string Schema = "surgicalai/scene-stream/1";

    /// <summary>Bytes of length and kind at the head of each message.</summary>
    public const int HeadBytes = 8;

    /// <summary>Kind of the first message: what is shown, as JSON.</summary>
    public const uint Start = 1;

    /// <summary>Kind of a shape.</summary>
    public const uint Mesh = 2;

    /// <summary>Kind of a state.</summary>
    public const uint Frame = 3;
}
