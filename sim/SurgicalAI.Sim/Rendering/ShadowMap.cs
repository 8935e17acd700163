using System.Numerics;
using Silk.NET.OpenGL;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// Depths seen from the light, which sits beside the lens: whatever lies behind another thing for the light is in its shadow. Drawn
/// once for both eyes. Hot path.
/// </summary>
internal sealed unsafe class ShadowMap : IDisposable
{
    private const uint SizePx = 512;
    private const float HalfAngleTangent = 0.8f;
    private const float NearM = 0.015f;
    private const float FarM = 0.5f;

    // Things closer to the light than the surface by less than this throw no shadow on it: the map is coarse.
    private const float BiasM = 1.2e-3f;
    private const float UsualDistanceM = 0.11f;

    private readonly GL _gl;
    private readonly GlProgram _program;
    private readonly uint _framebuffer;
    private readonly uint _texture;
    private readonly int _model;

    public ShadowMap(GL gl)
    {
        _gl = gl;
        _program = new(gl, ShadowShaders.Vertex, ShadowShaders.Fragment);
        _model = _program["uModel"];
        _program.Use();
        _program.Set(_program["uProjection"], Projection());
        _texture = MakeTexture(gl);
        _framebuffer = gl.GenFramebuffer();
        gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        gl.FramebufferTexture2D(FramebufferTarget.Framebuffer, FramebufferAttachment.DepthAttachment, TextureTarget.Texture2D, _texture, 0);
        gl.DrawBuffer(DrawBufferMode.None);
    }

    /// <summary>Scale of a direction's tangents to the map, and the depth of a distance z in it: far - near / z, less the bias.</summary>
    public static (float Scale, float Far, float Near) DepthCurve
    {
        get
        {
            var near = FarM * NearM / (FarM - NearM);
            return (0.5f / HalfAngleTangent, (FarM / (FarM - NearM)) - (near * BiasM / (UsualDistanceM * UsualDistanceM)), near);
        }
    }

    /// <summary>Clears the map and uses its program.</summary>
    public void Begin()
    {
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        _gl.Viewport(0, 0, SizePx, SizePx);
        _gl.Clear(ClearBufferMask.DepthBufferBit);
        _program.Use();
    }

    public void SetModel(in Matrix4x4 lightFromModel) => _program.Set(_model, lightFromModel);

    /// <summary>Makes the map readable.</summary>
    public void Bind()
    {
        _gl.ActiveTexture(TextureUnit.Texture0 + FleshUniforms.ShadowUnit);
        _gl.BindTexture(TextureTarget.Texture2D, _texture);
        _gl.ActiveTexture(TextureUnit.Texture0);
    }

    public void Dispose()
    {
        _gl.DeleteFramebuffer(_framebuffer);
        _gl.DeleteTexture(_texture);
        _program.Dispose();
    }

    private static Matrix4x4 Projection() => new(
        1 / HalfAngleTangent, 0, 0, 0,
        0, 1 / HalfAngleTangent, 0, 0,
        0, 0, (FarM + NearM) / (FarM - NearM), 1,
        0, 0, -2 * FarM * NearM / (FarM - NearM), 0);

    private static uint MakeTexture(GL gl)
    {
        var texture = gl.GenTexture();
        gl.BindTexture(TextureTarget.Texture2D, texture);
        gl.TexStorage2D(TextureTarget.Texture2D, 1, SizedInternalFormat.DepthComponent32f, SizePx, SizePx);
        Set(gl, TextureParameterName.TextureMinFilter, (int)TextureMinFilter.Linear);
        Set(gl, TextureParameterName.TextureMagFilter, (int)TextureMagFilter.Linear);
        Set(gl, TextureParameterName.TextureWrapS, (int)TextureWrapMode.ClampToEdge);
        Set(gl, TextureParameterName.TextureWrapT, (int)TextureWrapMode.ClampToEdge);
        Set(gl, TextureParameterName.TextureCompareMode, (int)TextureCompareMode.CompareRefToTexture);
        Set(gl, TextureParameterName.TextureCompareFunc, (int)DepthFunction.Lequal);
        return texture;
    }

    private static void Set(GL gl, TextureParameterName name, int value) => gl.TexParameter(TextureTarget.Texture2D, name, value);
}
