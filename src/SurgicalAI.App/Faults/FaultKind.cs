namespace SurgicalAI.App.Faults;

/// <summary>What can be made to go wrong on demand. The names on the command line are these in kebab case.</summary>
internal enum FaultKind
{
    /// <summary>The camera shows its last picture with fresh stamps.</summary>
    FrozenFrames = 0,

    /// <summary>Frames are lost on the way.</summary>
    DroppedFrames,

    /// <summary>Frames arrive <see cref="FaultyCamera.LateNs"/> after their capture.</summary>
    LateFrames,

    /// <summary>Every frame arrives twice, with one stamp.</summary>
    DuplicateFrames,

    /// <summary>Frames arrive in pairs of the wrong order.</summary>
    ReorderedFrames,

    /// <summary>The camera is unplugged.</summary>
    CameraLoss,

    /// <summary>The engine's clock steps two seconds ahead.</summary>
    ClockAhead,

    /// <summary>The engine's clock steps two seconds back.</summary>
    ClockBack,

    /// <summary>The policy's waypoints are not numbers.</summary>
    ModelNan,

    /// <summary>The policy does not answer.</summary>
    ModelStall,

    /// <summary>The policy asks for jumps, speeds and places that no limit allows.</summary>
    ModelOverLimits,

    /// <summary>The compute device is lost: the network's run throws.</summary>
    DeviceLoss,

    /// <summary>The broker is gone and comes back, having forgotten everything.</summary>
    BrokerKill,

    /// <summary>The engine's connection stands, and nothing passes it.</summary>
    HalfOpen,

    /// <summary>The engine's connection is taken over by its next one: the broker says the old one's will after the new one's birth.</summary>
    WillBirthRace,

    /// <summary>An old suggestion is sent again and again instead of the new ones.</summary>
    StaleSuggestion,

    /// <summary>A client subscribes to everything and takes nothing.</summary>
    SlowConsumer,
}
