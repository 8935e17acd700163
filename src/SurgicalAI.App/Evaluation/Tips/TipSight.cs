using SurgicalAI.Core;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.App.Evaluation.Tips;

/// <summary>What one eye's picture shows where a jaw's end is.</summary>
internal enum TipSight
{
    /// <summary>The end itself.</summary>
    Clear,

    /// <summary>Nothing: it lies beside the picture.</summary>
    Outside,

    /// <summary>Another part of its own instrument, nearer to the eye.</summary>
    BehindItself,

    /// <summary>Another instrument.</summary>
    BehindTool,

    /// <summary>Tissue, or a thing of the task.</summary>
    BehindThing,
}

/// <summary>True labels, instances and depths of one eye, asked what they show of a jaw's end.</summary>
internal readonly ref struct TipSightTruth(ImageLease labels, ImageLease instances, ImageLease depth)
{
    // An end is in sight with jaw pixels this near to it, at a picture of 640 px, and no deeper or nearer than it.
    private const double VisiblePx = 3;
    private const double VisibleM = 3 * Si.Mm;

    /// <summary>What is seen of the end.</summary>
    /// <param name="end">Where the end is in the picture, pixels as seen.</param>
    /// <param name="depthM">Its depth, metres.</param>
    /// <param name="arm">Its arm's number.</param>
    public TipSight Of(ImagePoint end, double depthM, int arm)
    {
        if (!IsInside(end))
        {
            return TipSight.Outside;
        }

        var near = (int)Math.Ceiling(VisiblePx * labels.WidthPx / 640);
        var (cx, cy) = ((int)Math.Round(end.XPx), (int)Math.Round(end.YPx));
        var depths = depth.Floats();
        for (var y = Math.Max(2, cy - near); y <= Math.Min(labels.HeightPx - 3, cy + near); y++)
        {
            for (var x = Math.Max(2, cx - near); x <= Math.Min(labels.WidthPx - 3, cx + near); x++)
            {
                if (labels.Row(y)[x] == (byte)SegmentationClass.Jaw && instances.Row(y)[x] == arm + 1 && Math.Abs(depths[(y * labels.WidthPx) + x] - depthM) < VisibleM)
                {
                    return TipSight.Clear;
                }
            }
        }

        return instances.Row(cy)[cx] == arm + 1 ? TipSight.BehindItself : IsTool(end) ? TipSight.BehindTool : TipSight.BehindThing;
    }

    /// <summary>True where the picture shows an instrument.</summary>
    public bool IsTool(ImagePoint p) => labels.Row((int)Math.Round(p.YPx))[(int)Math.Round(p.XPx)] is (byte)SegmentationClass.Shaft or (byte)SegmentationClass.Wrist or (byte)SegmentationClass.Jaw;

    /// <summary>Number of the arm whose instrument the picture shows at a point or beside it; -1 for none.</summary>
    public int ArmAt(ImagePoint p, int arms)
    {
        for (var k = 0; k < 9; k++)
        {
            // The point itself first.
            var at = (k + 4) % 9;
            var near = p + new ImagePoint((at % 3) - 1, (at / 3) - 1);
            if (IsInside(near) && instances.Row((int)Math.Round(near.YPx))[(int)Math.Round(near.XPx)] is > 0 and var number && number <= arms)
            {
                return number - 1;
            }
        }

        return -1;
    }

    private bool IsInside(ImagePoint p) => p.XPx >= 0 && p.YPx >= 0 && p.XPx <= labels.WidthPx - 1 && p.YPx <= labels.HeightPx - 1;
}
