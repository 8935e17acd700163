using System.Numerics;
using Silk.NET.OpenGL;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// From the ideal picture to the lens's: round field, distortion (of all maps alike), colour fringes, stray light, automatic
/// exposure, smoke before the lens. Hot path, but for a change of the distortion.
/// </summary>
internal sealed unsafe class LensPass : IDisposable
{
    private const uint Levels = 8;
    private const double SmokeDistanceM = 0.05;
    private readonly GL _gl;
    private readonly StereoCamera _camera;
    private readonly FleshTextureSet _textures;
    private readonly GlProgram _program;
    private readonly RenderTarget _result;
    private readonly uint _array;
    private readonly int _texel, _circle, _optics, _drift, _smoke, _vignette;
    private LensDistortion? _lens;
    private RenderTarget? _source;
    private uint _map;

    public LensPass(GL gl, StereoCamera camera, FleshTextureSet textures)
    {
        (_gl, _camera, _textures) = (gl, camera, textures);
        _program = new(gl, LensShaders.Vertex, LensShaders.Fragment);
        _result = new(gl, camera.Intrinsics.WidthPx, camera.Intrinsics.HeightPx);
        _array = gl.GenVertexArray();
        (_texel, _circle, _optics) = (_program["uTexel"], _program["uCircle"], _program["uOptics"]);
        (_drift, _smoke, _vignette) = (_program["uDrift"], _program["uSmoke"], _program["uVignette"]);
        _program.Use();
        ReadOnlySpan<string> units = ["uPicture", "uLabels", "uInstances", "uDepth", "uMap", "uWisps"];
        for (var i = 0; i < units.Length; i++)
        {
            _program.Set(_program[units[i]], i);
        }

        SourceCamera = camera.Intrinsics;
    }

    /// <summary>Intrinsics of the ideal picture.</summary>
    public CameraIntrinsics SourceCamera { get; private set; }

    /// <summary>Where the ideal picture of a look is drawn.</summary>
    public RenderTarget SourceFor(LensDistortion lens)
    {
        if (_source is null || _lens != lens)
        {
            Prepare(lens);
        }

        return _source!;
    }

    /// <summary>Makes the lens's picture and maps.</summary>
    public RenderTarget Apply(in SceneState scene, bool rightEye, bool labels, bool instances)
    {
        _gl.ActiveTexture(TextureUnit.Texture0);
        _gl.BindTexture(TextureTarget.Texture2D, _source!.Colour);
        _gl.GenerateMipmap(TextureTarget.Texture2D);
        _result.Bind(labels, instances);
        _program.Use();
        BindSources();
        SetLook(scene, rightEye);
        _gl.BindVertexArray(_array);
        _gl.DepthFunc(DepthFunction.Always);
        _gl.DrawArrays(PrimitiveType.Triangles, 0, 3);
        _gl.DepthFunc(DepthFunction.Less);
        return _result;
    }

    public void Dispose()
    {
        _source?.Dispose();
        _result.Dispose();
        _gl.DeleteTexture(_map);
        _gl.DeleteVertexArray(_array);
        _program.Dispose();
    }

    private void Prepare(LensDistortion lens)
    {
        var map = new LensMap(_camera.Intrinsics, lens);
        (_lens, SourceCamera) = (lens, map.Source);
        _source?.Dispose();
        _source = new(_gl, SourceCamera.WidthPx, SourceCamera.HeightPx, Levels);
        _gl.DeleteTexture(_map);
        _map = _gl.GenTexture();
        var (width, height) = ((uint)_camera.Intrinsics.WidthPx, (uint)_camera.Intrinsics.HeightPx);
        _gl.BindTexture(TextureTarget.Texture2D, _map);
        _gl.TexStorage2D(TextureTarget.Texture2D, 1, SizedInternalFormat.RG32f, width, height);
        _gl.TexSubImage2D<float>(TextureTarget.Texture2D, 0, 0, 0, width, height, Silk.NET.OpenGL.PixelFormat.RG, PixelType.Float, map.Texels());
        _gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureMinFilter, (int)TextureMinFilter.Nearest);
        _gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureMagFilter, (int)TextureMagFilter.Nearest);
    }

    private void BindSources()
    {
        Bind(0, _source!.Colour);
        Bind(1, _source.Labels);
        Bind(2, _source.Instances);
        Bind(3, _source.Depth);
        Bind(4, _map);
        _textures.Bind(FleshTexture.Organ, 5);
    }

    private void Bind(int unit, uint texture)
    {
        _gl.ActiveTexture(TextureUnit.Texture0 + unit);
        _gl.BindTexture(TextureTarget.Texture2D, texture);
    }

    private void SetLook(in SceneState scene, bool rightEye)
    {
        var (optics, eye) = (scene.Look.Optics, _camera.Intrinsics);
        var centre = new Vector2((float)(eye.CxPx + 0.5), (float)(eye.CyPx + 0.5));
        var radius = optics.CircleRadius > 0 ? optics.CircleRadius * eye.HeightPx : 2 * eye.WidthPx;
        var corner = centre.Length();
        _program.Set(_texel, new Vector2(1f / SourceCamera.WidthPx, 1f / SourceCamera.HeightPx));
        _program.Set(_circle, new Vector4(centre.X + (optics.CircleShift * eye.HeightPx), centre.Y, radius, 0));
        _program.Set(_optics, new Vector4(optics.ChromaticPx / corner, optics.Glare, optics.AutoExposure, 0));
        _program.Set(_vignette, new Vector3(centre, scene.Look.Vignette / (corner * corner)));
        SetSmoke(scene, rightEye);
    }

    // Two layers of wisps drift past each other a few centimetres before the lens.
    private void SetSmoke(in SceneState scene, bool rightEye)
    {
        var timeS = scene.Step * SimWorld.StepS;
        var shift = rightEye ? _camera.BaselineM / SmokeDistanceM * _camera.Intrinsics.FxPx / _camera.Intrinsics.WidthPx : 0;
        var start = (double)scene.Look.TextureOffset.X;
        _program.Set(_smoke, new Vector4(scene.Look.Optics.Smoke, 0.33f, 0.21f, scene.Look.LightPower * scene.Look.Exposure));
        _program.Set(_drift, new Vector4(
            (float)((start + (0.019 * timeS) + (0.33 * shift)) % 1), (float)((0.4 + (0.011 * timeS)) % 1),
            (float)((0.7 - (0.013 * timeS) + (0.21 * shift)) % 1), (float)((start + (0.016 * timeS)) % 1)));
    }
}
