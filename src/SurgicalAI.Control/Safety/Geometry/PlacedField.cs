using SurgicalAI.Core.Frames;

namespace SurgicalAI.Control.Safety.Geometry;

/// <summary>A field of tissue seen from an arm's base.</summary>
/// <param name="Field">Field in the endoscope's frame at the time of the picture.</param>
/// <param name="T_ecm_base">Pose of the base in the endoscope's frame at that time.</param>
/// <param name="MayTouch">True when it may be touched and only the speed of approach is limited.</param>
public readonly record struct PlacedField(DistanceField Field, Pose<EcmFrame, BaseFrame> T_ecm_base, bool MayTouch)
{
    internal (double DistanceM, Vec3 Point, Vec3 Away) Nearest(Vec3 a_base, Vec3 b_base, double careM, double fineM)
    {
        var (a, b) = (T_ecm_base * a_base, T_ecm_base * b_base);
        var farM = Field.FarM(a, b);
        if (farM > careM)
        {
            return (farM, a_base, new(0, 0, 1));
        }

        var (distanceM, p_ecm) = Field.Nearest(a, b, fineM);
        var length = (b - a).Length;
        var fraction = length > 0 ? (p_ecm - a).Length / length : 0;
        return (distanceM, a_base + (fraction * (b_base - a_base)), T_ecm_base.R.Inverse() * Field.Away(p_ecm));
    }
}
