using System.Numerics;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Material settings that the programs of living surfaces share.</summary>
internal sealed class FleshUniforms
{
    public const int GrainUnit = 1;
    public const int ShadowUnit = 2;
    public const int FatUnit = 3;

    private readonly GlProgram _program;
    private readonly int _dark, _bright, _vessel, _relief, _alongU, _alongV;

    public FleshUniforms(GlProgram program)
    {
        _program = program;
        (_dark, _bright, _vessel) = (program["uDark"], program["uBright"], program["uVessel"]);
        (_relief, _alongU, _alongV) = (program["uRelief"], program["uAlongU"], program["uAlongV"]);
        program.Use();
        program.Set(program["uTexture"], 0);
        program.Set(program["uGrain"], GrainUnit);
        program.Set(program["uFatTexture"], FatUnit);
    }

    /// <summary>Directions in which the texture runs, in the eye.</summary>
    public void SetAxes(Vec3 alongU, Vec3 alongV)
    {
        _program.Set(_alongU, alongU.ToFloat());
        _program.Set(_alongV, alongV.ToFloat());
    }

    public void SetTone(in FleshTone tone, Vector3 tint)
    {
        _program.Set(_dark, tint * tone.Dark);
        _program.Set(_bright, tint * tone.Bright);
        _program.Set(_vessel, tint * tone.Vessel);
        _program.Set(_relief, new Vector4(tone.Bump, tone.Wetness, tone.Roughness, tone.Vessels));
    }
}
