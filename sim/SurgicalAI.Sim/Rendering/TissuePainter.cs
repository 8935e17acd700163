using System.Numerics;
using Silk.NET.OpenGL;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Draws the tissue. Hot path, but for the first use of a texture.</summary>
internal sealed unsafe class TissuePainter : IDisposable
{
    private readonly GL _gl;
    private readonly GlProgram _program;
    private readonly LensUniforms _lens;
    private readonly uint[] _textures = new uint[TissueTexture.Variants];
    private readonly int _modelView, _textureMap, _textureShift, _dark, _bright, _vessel, _relief, _alongU, _alongV;

    public TissuePainter(GL gl)
    {
        (_gl, Mesh) = (gl, new(gl));
        _program = new(gl, GlProgram.Version + Shaders.TissueVertex, GlProgram.Version + Shaders.TissueFragment);
        _lens = new(_program);
        (_modelView, _textureMap, _textureShift) = (_program["uModelView"], _program["uTextureMap"], _program["uTextureShift"]);
        (_dark, _bright, _vessel) = (_program["uDark"], _program["uBright"], _program["uVessel"]);
        (_relief, _alongU, _alongV) = (_program["uRelief"], _program["uAlongU"], _program["uAlongV"]);
    }

    /// <summary>Shape of the ground.</summary>
    public TissueMesh Mesh { get; }

    public void Draw(in SceneState scene, in EyeView view)
    {
        var look = scene.Look;
        _program.Use();
        _lens.Set(look, view);
        _program.Set(_modelView, view.EyeFromWorld);
        SetTexture(look, view.T_eye_world.R);
        _program.Set(_dark, look.TissueDark);
        _program.Set(_bright, look.TissueLight);
        _program.Set(_vessel, look.Vessel);
        _program.Set(_relief, new Vector4(look.Bump, look.Wetness, look.Roughness, look.Vessels));

        // The maps are cleared to its label already: not writing maps here spares the rasteriser a third of its stores.
        WriteMaps(false);
        Mesh.Draw(scene.Surface);
        WriteMaps(true);
    }

    public void Dispose()
    {
        Mesh.Dispose();
        _program.Dispose();
        _gl.DeleteTextures(_textures);
    }

    private void WriteMaps(bool write)
    {
        _gl.ColorMask(1, write, write, write, write);
        _gl.ColorMask(2, write, write, write, write);
    }

    private void SetTexture(in Appearance look, Rotation R_eye_world)
    {
        Bind(look.TextureVariant);
        var (s, c) = Math.SinCos(look.TextureAngleRad);
        var perM = 1 / (TissueTexture.TileM * look.TextureScale);
        _program.Set(_textureMap, new Vector4((float)c, (float)s, (float)-s, (float)c) * perM);
        _program.Set(_textureShift, look.TextureOffset);
        _program.Set(_alongU, (R_eye_world * new Vec3(c, s, 0)).ToFloat());
        _program.Set(_alongV, (R_eye_world * new Vec3(-s, c, 0)).ToFloat());
    }

    private void Bind(int variant)
    {
        if (_textures[variant] != 0)
        {
            _gl.BindTexture(TextureTarget.Texture2D, _textures[variant]);
            return;
        }

        _textures[variant] = _gl.GenTexture();
        _gl.BindTexture(TextureTarget.Texture2D, _textures[variant]);
        _gl.TexStorage2D(TextureTarget.Texture2D, 1, SizedInternalFormat.Rgba8, TissueTexture.SizePx, TissueTexture.SizePx);
        _gl.TexSubImage2D(
            TextureTarget.Texture2D, 0, 0, 0, TissueTexture.SizePx, TissueTexture.SizePx,
            Silk.NET.OpenGL.PixelFormat.Rgba, PixelType.UnsignedByte, TissueTexture.Texels(variant));
        _gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureMinFilter, (int)TextureMinFilter.Linear);
        _gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureMagFilter, (int)TextureMagFilter.Linear);
    }
}
