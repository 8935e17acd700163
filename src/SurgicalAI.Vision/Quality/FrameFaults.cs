namespace SurgicalAI.Vision.Quality;

/// <summary>Why a frame is to be trusted less.</summary>
[Flags]
public enum FrameFaults
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>Out of focus, or moved.</summary>
    Blurred = 1,

    /// <summary>Behind smoke or fog.</summary>
    Smoky = 2,

    /// <summary>Much of it is white.</summary>
    OverExposed = 4,

    /// <summary>Most of it is black: light or camera is off, or the lens is covered.</summary>
    Dark = 8,

    /// <summary>Not the inside of a body: room, drapes, a menu, a test picture.</summary>
    OutOfBody = 16,
}
