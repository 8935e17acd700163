using SurgicalAI.Core;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Pipeline.Engine;

/// <summary>How an engine runs.</summary>
public sealed record EngineOptions
{
    /// <summary>Mode that the engine asks of each robot that appears.</summary>
    public ControlMode Mode { get; init; } = ControlMode.Suggest;

    /// <summary>Arm that the advice is for.</summary>
    public string Arm { get; init; } = "psm1";

    /// <summary>How long after its capture advice may start or continue, nanoseconds.</summary>
    public long SuggestionLifeNs { get; init; } = 250 * Si.MsNs;

    /// <summary>Greatest distance in time between a capture and the arm's measurement used with it, nanoseconds.</summary>
    public long JoinWindowNs { get; init; } = 60 * Si.MsNs;

    /// <summary>Silence of the arm after which the engine calls itself degraded, nanoseconds.</summary>
    public long ArmSilenceNs { get; init; } = 500 * Si.MsNs;

    /// <summary>Gap between pictures after which the policy forgets its plans, nanoseconds.</summary>
    public long PictureGapNs { get; init; } = 500 * Si.MsNs;

    /// <summary>Time without a picture of a live camera after which the engine calls itself degraded, nanoseconds.</summary>
    public long PictureSilenceNs { get; init; } = Si.SNs;

    /// <summary>Time between two requests for the mode while the robot has not answered, nanoseconds.</summary>
    public long AskAgainNs { get; init; } = 500 * Si.MsNs;

    /// <summary>Time between two health messages when nothing changes, nanoseconds.</summary>
    public long HealthPeriodNs { get; init; } = Si.SNs;

    /// <summary>First wait after a lost source; it doubles up to two seconds.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Length of the queue behind a file, whose frames wait instead of being dropped.</summary>
    public int FileQueue { get; init; } = 2;

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time or a length is not positive.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(SuggestionLifeNs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(JoinWindowNs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ArmSilenceNs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(PictureGapNs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(PictureSilenceNs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(AskAgainNs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(HealthPeriodNs);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FirstRetry, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(FileQueue);
    }
}
