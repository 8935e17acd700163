using SurgicalAI.Sim.Robots;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Tasks;

/// <summary>Puts the arms that a task names on the patient cart.</summary>
internal static class RobotPlacement
{
    public static SimArm Make(ArmSpec spec, RealismOptions realism, int index) => new(SimPsm.For(Of(spec.Name), spec.Tool), realism, index);

    private static ArmPlacement Of(string name) => name switch
    {
        "psm1" => RobotLayout.Psm1,
        "psm2" => RobotLayout.Psm2,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
