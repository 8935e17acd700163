using SurgicalAI.Core.Frames;

namespace SurgicalAI.App.Evaluation.Tips;

/// <summary>What stood in the way of an end, as the truth tells it.</summary>
internal enum TipCause
{
    /// <summary>Nothing: both eyes see it, and it was found where it is.</summary>
    None,

    /// <summary>Both eyes see it, but what was found lies elsewhere in the left picture.</summary>
    Misplaced,

    /// <summary>What was found belongs to another arm's tool.</summary>
    OtherTool,

    /// <summary>Its own instrument hides it in the left eye.</summary>
    HiddenByItself,

    /// <summary>Another instrument hides it in the left eye.</summary>
    HiddenByTool,

    /// <summary>Tissue or a thing of the task hides it in the left eye.</summary>
    HiddenByThing,

    /// <summary>It lies beside the left picture.</summary>
    Outside,

    /// <summary>The left eye sees it, the right one does not.</summary>
    HiddenRight,

    /// <summary>The left eye sees it, beside the right picture.</summary>
    OutsideRight,

    /// <summary>Seen, but no tool was found there.</summary>
    Missed,

    /// <summary>The left eye sees neither of the jaws' ends; what is answered all the same is told apart from the figures.</summary>
    Unseen,
}

/// <summary>How a tip's place was told.</summary>
internal enum TipKind
{
    /// <summary>An end of a jaw in one stereo picture.</summary>
    Single,

    /// <summary>Over time, without the arm.</summary>
    Tracked,

    /// <summary>Over time, with the arm's reports.</summary>
    TrackedWithArm,

    /// <summary>The same, where it was not told as hidden; a hidden one counts as no answer.</summary>
    TrackedInSight,

    /// <summary>These reports alone.</summary>
    ArmAlone,
}

/// <summary>A place that was wanted, and the answer.</summary>
/// <param name="Kind">How it was told.</param>
/// <param name="Episode">Number of the episode.</param>
/// <param name="Task">Its task.</param>
/// <param name="Look">Its look.</param>
/// <param name="Cause">What stood in the way.</param>
/// <param name="Answered">False when no place was told.</param>
/// <param name="Error">Its error; of no answer only the depth is told.</param>
internal readonly record struct TipSample(TipKind Kind, int Episode, string Task, string Look, TipCause Cause, bool Answered, TipError Error);

/// <summary>Error of a tip in space.</summary>
/// <param name="DepthM">True depth.</param>
/// <param name="ErrorM">Distance from the truth.</param>
/// <param name="AlongM">Error along the optical axis; positive is too far.</param>
internal readonly record struct TipError(double DepthM, double ErrorM, double AlongM)
{
    public static TipError Of(Vec3 truth_eye, Vec3 p_eye) => new(truth_eye.Z, (p_eye - truth_eye).Length, p_eye.Z - truth_eye.Z);
}
