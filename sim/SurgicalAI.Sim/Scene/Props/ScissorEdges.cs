using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics.Arms;

namespace SurgicalAI.Sim.Scene.Props;

/// <summary>
/// The edges of scissors in one control step: two lines in the tool's YZ plane that turn about its X. A closing edge cuts the fibres
/// that it passes over.
/// </summary>
/// <param name="T_tool_world">World in the tool's frame.</param>
/// <param name="HalfRad">Angle between the jaws' axis and an edge now.</param>
/// <param name="SweptRad">Angle that an edge has swept in the step; above 0 when closing.</param>
/// <param name="LengthM">Length of the edges from the hinge, metres.</param>
public readonly record struct ScissorEdges(Pose<ToolFrame, WorldFrame> T_tool_world, double HalfRad, double SweptRad, double LengthM)
{
    private const double HingeM = 2 * Si.Mm;
    private const double LeastSweptRad = 2e-4;
    private const double SlackRad = 0.01;

    /// <summary>True when the edges are closing.</summary>
    public bool Close => SweptRad > LeastSweptRad;

    /// <summary>The edges of an arm's tool.</summary>
    /// <param name="arm">Arm with scissors.</param>
    /// <param name="stepS">Length of the control step, seconds.</param>
    public static ScissorEdges Of(ArmBody arm, double stepS)
    {
        ArgumentNullException.ThrowIfNull(arm);
        return new(arm.T_world_tool.Inverse(), 0.5 * arm.JawRad, -0.5 * stepS * arm.JawRadPerS, arm.Tool.JawLengthM);
    }

    /// <summary>True when an edge has passed over a fibre in this step.</summary>
    /// <param name="from_world">One end of the fibre, metres.</param>
    /// <param name="to_world">Other end.</param>
    public bool HavePassed(Vec3 from_world, Vec3 to_world)
    {
        var (a, b) = (T_tool_world * from_world, T_tool_world * to_world);
        if (a.X * b.X > 0)
        {
            return false;
        }

        var p = a + (a.X / (a.X - b.X) * (b - a));
        var angle = Math.Atan2(Math.Abs(p.Y), p.Z);
        return p.Z > HingeM && p.Length < LengthM && angle >= HalfRad && angle <= HalfRad + SweptRad + SlackRad;
    }
}
