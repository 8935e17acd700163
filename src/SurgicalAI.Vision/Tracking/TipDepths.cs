using SurgicalAI.Core.Frames;

namespace SurgicalAI.Vision.Tracking;

/// <summary>
/// Depths of jaws' ends, and of where jaws begin, in one stereo picture. An answer that is not sure, or too near to where its jaws begin
/// to be their end, is none. Hot path: no allocation.
/// </summary>
internal sealed class TipDepths
{
    // From the visible surface to the axis at right angles to it, metres: of the jaws half of a needle driver's thickness; where they begin.
    private const double SurfaceToAxisM = 0.0006;
    private const double HingeToAxisM = 0.0012;
    private const double MostTilt = 2.5;

    // An end less sure than this, metres, is none; and so is one that seems nearer than this to where the jaws begin.
    private const double MostSdM = 0.0025;
    private const double ShortestReachM = 0.006;

    private readonly StereoRig _rig;
    private readonly TipStereo _stereo;
    private readonly TipDepth[] _ends = new TipDepth[2 * InstrumentRegions.Most];
    private readonly TipDepth[] _hinges = new TipDepth[InstrumentRegions.Most];

    /// <summary>Makes it.</summary>
    public TipDepths(StereoRig rig) => (_rig, _stereo) = (rig, new(rig));

    /// <summary>Depth of a jaw's end.</summary>
    public TipDepth End(int tool, int end) => _ends[(2 * tool) + end];

    /// <summary>Depth of where the jaws begin.</summary>
    public TipDepth Hinge(int tool) => _hinges[tool];

    /// <summary>Disparity of a jaw's axis behind the surface that was matched.</summary>
    public double Inwards(in TipDepth depth) => Inwards(depth, SurfaceToAxisM);

    /// <summary>The same where the jaws begin.</summary>
    public double HingeInwards(in TipDepth depth) => Inwards(depth, HingeToAxisM);

    /// <summary>A jaw's end, on its axis, left eye's frame, metres.</summary>
    public Vec3 PointOf(ImagePoint end, in TipDepth depth) => _rig.PointAt(_rig.Ideal(end), Inwards(depth));

    /// <summary>Matches all ends and beginnings of jaws of a picture. Hot path.</summary>
    public void Match(EyeTools left, EyeTools right)
    {
        for (var i = 0; i < left.Tools.Length; i++)
        {
            ref readonly var tool = ref left.Tools[i];
            _hinges[i] = tool.HasTip ? _stereo.MatchHinge(left, right, tool) : default;
            for (var end = 0; end < 2; end++)
            {
                var depth = end < tool.Ends ? _stereo.Match(left, right, tool, end) : default;
                _ends[(2 * i) + end] = depth with { Found = depth.Found && IsSure(depth) && !IsTooShort(tool, end, depth, _hinges[i]) };
            }
        }
    }

    private bool IsSure(in TipDepth depth)
    {
        var fb = _rig.Camera.Intrinsics.FxPx * _rig.Camera.BaselineM;
        return fb / (depth.DisparityPx * depth.DisparityPx) * depth.SdPx < MostSdM;
    }

    private bool IsTooShort(in SeenTool tool, int end, in TipDepth depth, in TipDepth hinge) =>
        hinge.Found && (PointOf(tool.End(end), depth) - _rig.PointAt(_rig.Ideal(tool.Hinge), HingeInwards(hinge))).Length < ShortestReachM;

    // The line of sight goes at a slant through jaws that point away.
    private double Inwards(in TipDepth depth, double surfaceToAxisM)
    {
        var (f, b) = (_rig.Camera.Intrinsics.FxPx, _rig.Camera.BaselineM);
        var tilt = Math.Min(MostTilt, Math.Abs(depth.Slope) * f / depth.DisparityPx);
        return f * b / ((f * b / depth.DisparityPx) + (surfaceToAxisM * Math.Sqrt(1 + (tilt * tilt))));
    }
}
