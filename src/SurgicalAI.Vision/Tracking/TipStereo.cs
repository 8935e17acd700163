namespace SurgicalAI.Vision.Tracking;

/// <summary>
/// Depth of jaws' ends from two eyes: pixels of the instrument around the end are matched along the epipolar line at the pictures' own resolution,
/// there and back. Calibrated, lens and all. Keeps its buffers: no allocation while the size of the pictures stays. Not thread-safe.
/// </summary>
/// <remarks>dz = z² / (f b) dd: at f = 554 px and b = 6 mm a pixel is 3 mm at 100 mm, so a quarter of a pixel is wanted.</remarks>
public sealed class TipStereo
{
    private const int TemplatePixels = 350;
    private const int SmallestTemplate = 20;
    private const double NearestM = 0.03;
    private const double FarthestM = 0.3;
    private const double SearchPx = 7;
    private const double MostRowsPx = 4;
    private const double MostTurned = 0.7;
    private const double LeastCorrelation = 0.7;
    private const double LeastAlone = 0.85;
    private const double MostThereAndBackPx = 1;

    // What the pictures' contrast does not tell: gloss that moves with the eye, edges that hide and show.
    private const double LeastSdPx = 0.15;

    // Grey levels by which the ground differs at least from the instrument.
    private const double OutlineLevels = 40;

    // Patches that are not alike err by more than their noise says.
    private const double UnlikeSd = 4;

    private readonly StereoRig _rig;
    private readonly PatchMatch _match = new();
    private readonly GreyWindow _left = new();
    private readonly GreyWindow _right = new();

    /// <summary>Makes a matcher.</summary>
    /// <param name="rig">Calibration of the pictures.</param>
    public TipStereo(StereoRig rig)
    {
        ArgumentNullException.ThrowIfNull(rig);
        _rig = rig;
    }

    /// <summary>Disparity of a jaw's end in the left picture. Hot path.</summary>
    /// <param name="left">Left eye.</param>
    /// <param name="right">Right eye, of equal size.</param>
    /// <param name="tool">A tool of the left eye that has a tip.</param>
    /// <param name="end">Which end, 0 or 1.</param>
    public TipDepth Match(EyeTools left, EyeTools right, in SeenTool tool, int end)
    {
        var fb = _rig.Camera.Intrinsics.FxPx * _rig.Camera.BaselineM;
        var (least, most) = (fb / FarthestM, fb / NearestM);
        var paired = Partner(right, tool, end, least, most, out var guess);
        return Match(left, right, new(tool.Region, tool.End(end), (tool.End(end) - tool.Hinge).Unit(), RadiusOf(tool)), paired, guess);
    }

    /// <summary>Disparity where the jaws begin in the left picture. Hot path.</summary>
    /// <param name="left">Left eye.</param>
    /// <param name="right">Right eye, of equal size.</param>
    /// <param name="tool">A tool of the left eye that has a tip.</param>
    public TipDepth MatchHinge(EyeTools left, EyeTools right, in SeenTool tool)
    {
        var (best, guess) = (MostRowsPx + (2 * tool.AlongPx), 0.0);
        foreach (ref readonly var other in right.Tools)
        {
            var (d, off) = Apart(tool.Hinge, other.Hinge);
            if (other.HasTip && off < best && d > 0 && other.Pointing.Dot(tool.Pointing) > MostTurned)
            {
                (best, guess) = (off, d);
            }
        }

        return guess > 0 ? Match(left, right, new(tool.Region, tool.Hinge, tool.Pointing, RadiusOf(tool)), true, guess) : default;
    }

    private TipDepth Match(EyeTools left, EyeTools right, in Patch patch, bool paired, double guess)
    {
        var fb = _rig.Camera.Intrinsics.FxPx * _rig.Camera.BaselineM;
        var (least, most) = (fb / FarthestM, fb / NearestM);
        if (paired)
        {
            (least, most) = (Math.Max(least, guess - SearchPx), Math.Min(most, guess + SearchPx));
        }

        TakeWindows(left, right, patch, least, most);
        Template(left, _left, patch);
        if (_match.Count < SmallestTemplate)
        {
            return default;
        }

        var (start, slope) = Search(_right, -1, least, most);
        var there = _match.Refine(_right, _rig, -1, start, slope);
        return there.Found && there.Correlation >= (paired ? LeastCorrelation : LeastAlone) ? Back(right, patch, there, slope) : there with { Found = false };
    }

    // From the right eye's instrument to the left one; both must agree.
    private TipDepth Back(EyeTools right, in Patch patch, in TipDepth there, double slope)
    {
        var end = _rig.Ideal(patch.End);
        Template(right, _right, patch with { Region = -1, End = _rig.Seen(new(end.XPx - there.DisparityPx, end.YPx)) });
        if (_match.Count < SmallestTemplate)
        {
            return there with { Found = false };
        }

        var back = _match.Refine(_left, _rig, 1, there.DisparityPx, slope);
        var apart = Math.Abs(back.DisparityPx - there.DisparityPx);
        if (!back.Found || apart > MostThereAndBackPx)
        {
            return there with { Found = false };
        }

        var correlation = Math.Min(there.Correlation, back.Correlation);
        var sd = Math.Sqrt((LeastSdPx * LeastSdPx) + (apart * apart / 4) + (there.SdPx * there.SdPx)) * (1 + (UnlikeSd * (1 - correlation)));
        return new(true, (there.DisparityPx + back.DisparityPx) / 2, sd, correlation, (there.Slope + back.Slope) / 2);
    }

    // Disparity to the end of the right eye that fits: on the row, and of two ends both at about one depth; false when there is none.
    private bool Partner(EyeTools right, in SeenTool tool, int end, double least, double most, out double disparityPx)
    {
        var best = MostRowsPx + (2 * tool.AlongPx);
        disparityPx = 0;
        foreach (ref readonly var other in right.Tools)
        {
            if (!other.HasTip || other.Pointing.Dot(tool.Pointing) < MostTurned)
            {
                continue;
            }

            for (var k = 0; k < other.Ends; k++)
            {
                var (d, off) = Apart(tool.End(end), other.End(k));
                if (tool.Ends == 2 && other.Ends == 2)
                {
                    var (dOther, offOther) = Apart(tool.End(1 - end), other.End(1 - k));
                    off = (off + offOther + Math.Abs(d - dOther)) / 2;
                }

                if (off < best && d > least && d < most)
                {
                    (best, disparityPx) = (off, d);
                }
            }
        }

        return disparityPx > 0;
    }

    // Disparity and distance between rows of two seen points, ideal pixels.
    private (double DisparityPx, double RowsPx) Apart(ImagePoint left, ImagePoint right)
    {
        var (l, r) = (_rig.Ideal(left), _rig.Ideal(right));
        return (l.XPx - r.XPx, Math.Abs(l.YPx - r.YPx));
    }

    private (double DisparityPx, double Slope) Search(GreyWindow other, int side, double least, double most)
    {
        var (best, at, atSlope) = (double.NegativeInfinity, least, 0.0);
        foreach (var tilt in (ReadOnlySpan<double>)[0, PatchMatch.UsualTilt, 2 * PatchMatch.UsualTilt])
        {
            for (var d = least; d <= most; d++)
            {
                var slope = PatchMatch.SlopeOf(_rig, d, tilt);
                var correlation = _match.Correlate(other, _rig, side, d, slope);
                if (correlation > best)
                {
                    (best, at, atSlope) = (correlation, d, slope);
                }
            }
        }

        return (at, atSlope);
    }

    // Half of a jaw: the other half may hang on another jaw's side.
    private static double RadiusOf(in SeenTool tool) => Math.Clamp(0.55 * tool.LengthPx, 12, 40);

    private void TakeWindows(EyeTools left, EyeTools right, in Patch patch, double least, double most)
    {
        var (x, y, r, margin) = ((int)patch.End.XPx, (int)patch.End.YPx, (int)patch.RadiusPx + 4, _rig.IsPinhole ? 0 : 12);
        _left.Take(left, x - r - margin - 12, y - r - margin, x + r + margin + 12, y + r + margin);
        _right.Take(right, x - r - margin - (int)most - 4, y - r - margin, x + r + margin - (int)least + 4, y + r + margin);
        var ground = GroundOf(_left.Levels());
        _left.Flatten(ground);
        _right.Flatten(ground);
    }

    // The ground's own level, or one that differs enough from the instrument's for the outline to be seen.
    private static double GroundOf((double Tool, double Ground) levels) =>
        levels.Ground > levels.Tool ? Math.Max(levels.Ground, levels.Tool + OutlineLevels) : Math.Min(levels.Ground, levels.Tool - OutlineLevels);

    // Pixels of the instrument within a radius of the end, with a rim of a pixel: the outline belongs to the instrument.
    private void Template(EyeTools eye, GreyWindow window, in Patch patch)
    {
        _match.Clear();
        var (r, across, at) = ((int)patch.RadiusPx, patch.Pointing.Normal(), _rig.Ideal(patch.End));
        var stride = Math.Max(1, (int)Math.Round(Math.Sqrt(r * r / TemplatePixels)));
        for (var dy = -r; dy <= r; dy += stride)
        {
            for (var dx = -r; dx <= r; dx += stride)
            {
                var p = new ImagePoint(Math.Round(patch.End.XPx) + dx, Math.Round(patch.End.YPx) + dy);
                if ((dx * dx) + (dy * dy) <= r * r && IsNear(eye, p, patch.Region) && window.TryRead(p, out var level))
                {
                    var ideal = _rig.Ideal(p);
                    _match.Add(ideal, (ideal - at).Dot(patch.Pointing), (ideal - at).Dot(across), level);
                }
            }
        }
    }

    private static bool IsNear(EyeTools eye, ImagePoint p, int region) =>
        IsTool(eye, p, region) || IsTool(eye, p + new ImagePoint(-1, 0), region) || IsTool(eye, p + new ImagePoint(1, 0), region)
        || IsTool(eye, p + new ImagePoint(0, -1), region) || IsTool(eye, p + new ImagePoint(0, 1), region);

    private static bool IsTool(EyeTools eye, ImagePoint p, int region) => eye.PartAt(p, region) is not (ToolPart.None or ToolPart.Shaft);

    // What is matched: a jaw's end with the instrument's pixels around it.
    private readonly record struct Patch(int Region, ImagePoint End, ImagePoint Pointing, double RadiusPx);
}
