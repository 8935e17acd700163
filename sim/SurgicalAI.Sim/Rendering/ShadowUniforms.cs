using System.Numerics;
using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Settings of a program that looks shadows up.</summary>
internal sealed class ShadowUniforms
{
    private readonly GlProgram _program;
    private readonly int _shadow;

    public ShadowUniforms(GlProgram program)
    {
        _program = program;
        _shadow = program["uShadow"];
        program.Use();
        program.Set(program["uShadowMap"], FleshUniforms.ShadowUnit);
    }

    /// <summary>Sets them for the program in use.</summary>
    public void Set(in Appearance look)
    {
        var (scale, far, near) = ShadowMap.DepthCurve;
        _program.Set(_shadow, new Vector4(scale, far, near, look.Flesh.Shadow));
    }
}
