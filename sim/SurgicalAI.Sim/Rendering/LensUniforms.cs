using System.Numerics;
using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Light and camera settings that all programs of a scene share.</summary>
internal sealed class LensUniforms
{
    private readonly GlProgram _program;
    private readonly int _projection, _light, _lightPosition, _camera, _lens, _curve;

    public LensUniforms(GlProgram program)
    {
        _program = program;
        (_projection, _light, _lightPosition) = (program["uProjection"], program["uLight"], program["uLightPosition"]);
        (_camera, _lens, _curve) = (program["uCamera"], program["uLens"], program["uCurve"]);
    }

    /// <summary>Sets them for the program in use.</summary>
    public void Set(in Appearance look, in EyeView view)
    {
        var camera = view.Camera;
        _program.Set(_projection, EyeProjection.Matrix(camera));
        _program.Set(_light, look.Light * look.LightPower);
        _program.Set(_lightPosition, view.Light);
        _program.Set(_curve, Curve(look.Gamma));
        _program.Set(_camera, new Vector4(look.Exposure, 0, 10 * look.Haze, look.LightPower));
        var corner = Math.Sqrt((camera.CxPx * camera.CxPx) + (camera.CyPx * camera.CyPx));
        var scale = Math.Sqrt(view.Vignette) / corner;
        _program.Set(_lens, new Vector3((float)(camera.CxPx + 0.5), (float)(camera.CyPx + 0.5), (float)scale));
    }

    // A power is dear on a processor: the curve is a square root (gamma 2) bent so that it is right at middle grey.
    private static float Curve(float gamma) => 4 * (MathF.Pow(0.5f, 2 / gamma) - 0.5f);
}
