namespace SurgicalAI.Control.Kinematics;

/// <summary>What a tool's jaws are for.</summary>
public enum JawKind
{
    /// <summary>Flat, serrated faces that hold.</summary>
    Blunt = 0,

    /// <summary>Two blades that cut what lies between them when they close.</summary>
    Scissors,
}

/// <summary>
/// Sizes of a tool's moving end, metres. In the tool frame the jaws lie along +Z from their hinge at the origin and turn about X;
/// their closed faces meet in the plane Y = 0.
/// </summary>
/// <param name="Jaw">What the jaws are for.</param>
/// <param name="JawLengthM">From the hinge to the jaws' end.</param>
/// <param name="JawWidthM">Of a jaw along the hinge.</param>
/// <param name="JawThicknessM">Of one jaw at its root, at right angles to its face.</param>
/// <param name="ControlPointM">From the hinge to the point that is steered to a goal, on the closed faces.</param>
/// <param name="WristRadiusM">Of the link between the wrist's two axes.</param>
/// <param name="ShaftRadiusM">Of the instrument's shaft.</param>
public sealed record ToolGeometry(
    JawKind Jaw,
    double JawLengthM,
    double JawWidthM,
    double JawThicknessM,
    double ControlPointM,
    double WristRadiusM,
    double ShaftRadiusM)
{
    private const double MaxSizeM = 0.1;

    internal static ToolGeometry Read(Fields f)
    {
        var geometry = new ToolGeometry(
            Kind(f), Size(f, "jaw_length_m"), Size(f, "jaw_width_m"), Size(f, "jaw_thickness_m"), Size(f, "control_point_m"), Size(f, "wrist_radius_m"), Size(f, "shaft_radius_m"));
        return geometry.ControlPointM <= geometry.JawLengthM
            ? geometry
            : throw f.Error("'control_point_m' lies beyond the jaws' end ('jaw_length_m')");
    }

    private static JawKind Kind(Fields f) => f.Text("jaw") switch
    {
        "blunt" => JawKind.Blunt,
        "scissors" => JawKind.Scissors,
        var other => throw f.Error($"'jaw' is '{other}', expected 'blunt' or 'scissors'"),
    };

    private static double Size(Fields f, string name)
    {
        var size = f.Number(name);
        return size is > 0 and <= MaxSizeM ? size : throw f.Error($"'{name}' is {size} m, expected more than 0 and at most {MaxSizeM}");
    }
}
