using System.Numerics;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Light and camera settings that both programs share.</summary>
internal sealed class LensUniforms
{
    private readonly GlProgram _program;
    private readonly int _light, _lightPosition, _camera, _lens, _curve;

    public LensUniforms(GlProgram program, Matrix4x4 projection)
    {
        _program = program;
        (_light, _lightPosition) = (program["uLight"], program["uLightPosition"]);
        (_camera, _lens, _curve) = (program["uCamera"], program["uLens"], program["uCurve"]);
        program.Use();
        program.Set(program["uProjection"], projection);
    }

    /// <summary>Sets them for the program in use.</summary>
    public void Set(in Appearance look, CameraIntrinsics camera)
    {
        _program.Set(_light, look.Light * look.LightPower);
        _program.Set(_lightPosition, look.LightOffset);
        _program.Set(_curve, Curve(look.Gamma));
        _program.Set(_camera, new Vector4(look.Exposure, 0, 10 * look.Haze, look.LightPower));
        var corner = Math.Sqrt((camera.CxPx * camera.CxPx) + (camera.CyPx * camera.CyPx));
        var scale = Math.Sqrt(look.Vignette) / corner;
        _program.Set(_lens, new Vector3((float)(camera.CxPx + 0.5), (float)(camera.CyPx + 0.5), (float)scale));
    }

    // A power is dear on a processor: the curve is a square root (gamma 2) bent so that it is right at middle grey.
    private static float Curve(float gamma) => 4 * (MathF.Pow(0.5f, 2 / gamma) - 0.5f);
}
