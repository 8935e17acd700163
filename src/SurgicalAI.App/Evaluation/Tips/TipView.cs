using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.App.Evaluation.Tips;

/// <summary>What both eyes see of one arm's tip.</summary>
internal readonly ref struct TipView
{
    private readonly TipScenes _scenes;
    private readonly TipCause _first;
    private readonly TipCause _second;

    public TipView(TipScenes scenes, in TipTruth truth, int arm)
    {
        (_scenes, Truth, Arm) = (scenes, truth, arm);
        (_first, _second) = (CauseIn(scenes, truth, arm, 0), CauseIn(scenes, truth, arm, 1));
    }

    public TipTruth Truth { get; }

    public int Arm { get; }

    /// <summary>True when the left picture shows one of the ends.</summary>
    public bool IsVisible => IsSeen(_first) || IsSeen(_second);

    /// <summary>What stands in the way of an end that was found.</summary>
    /// <param name="end">Which true end, 0 or 1.</param>
    /// <param name="seen">Where it was found in the left picture.</param>
    /// <param name="misplacedPx">From how far off it counts as misplaced.</param>
    public TipCause CauseOf(int end, ImagePoint seen, double misplacedPx)
    {
        if (!IsVisible)
        {
            return TipCause.Unseen;
        }

        if (IsOtherTool(seen))
        {
            return TipCause.OtherTool;
        }

        var cause = end == 0 ? _first : _second;
        return cause == TipCause.None && (seen - Truth.End(end)).Length > misplacedPx ? TipCause.Misplaced : cause;
    }

    /// <summary>Which true end a tool's first end is: the visible one if one is seen, else the nearer one.</summary>
    public int NearestEnd(in SeenTool tool) =>
        tool.Ends == 1 && IsSeen(_first) != IsSeen(_second) ? (IsSeen(_first) ? 0 : 1)
        : (Truth.FirstEnd - tool.FirstEnd).Length <= (Truth.SecondEnd - tool.FirstEnd).Length ? 0 : 1;

    // True where the left picture shows another arm's instrument.
    private bool IsOtherTool(ImagePoint seen) => _scenes.Sight(false).ArmAt(seen, _scenes.Arms.Count) is var arm and >= 0 && arm != Arm;

    private static bool IsSeen(TipCause cause) => cause is TipCause.None or TipCause.HiddenRight or TipCause.OutsideRight;

    private static TipCause CauseIn(TipScenes scenes, in TipTruth truth, int arm, int end)
    {
        var z = truth.Ends_eye.End(end).Z;
        return scenes.Sight(false).Of(truth.End(end), z, arm) switch
        {
            TipSight.Outside => TipCause.Outside,
            TipSight.BehindItself => TipCause.HiddenByItself,
            TipSight.BehindTool => TipCause.HiddenByTool,
            TipSight.BehindThing => TipCause.HiddenByThing,
            _ => scenes.Sight(true).Of(truth.RightEnd(end), z, arm) switch
            {
                TipSight.Clear => TipCause.None,
                TipSight.Outside => TipCause.OutsideRight,
                _ => TipCause.HiddenRight,
            },
        };
    }
}
