using System.Numerics;
using Silk.NET.OpenGL;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Rendering;

/// <summary>The shader of deformable surfaces with its settings and textures. Hot path, but for the first use of a texture.</summary>
internal sealed unsafe class FleshProgram : IDisposable
{
    private static readonly Vec3 AlongV_world = new(0, 0.85, 0.53);
    private readonly GL _gl;
    private readonly GlProgram _program;
    private readonly LensUniforms _lens;
    private readonly uint[] _textures = new uint[FleshTextures.Count];
    private readonly int _modelView, _tiles, _dark, _bright, _vessel, _relief, _alongU, _alongV, _label, _instance;

    public FleshProgram(GL gl, Matrix4x4 projection)
    {
        _gl = gl;
        _program = new(gl, FleshShaders.Vertex, FleshShaders.Fragment);
        _lens = new(_program, projection);
        (_modelView, _tiles, _label, _instance) = (_program["uModelView"], _program["uTilesPerM"], _program["uLabel"], _program["uInstance"]);
        (_dark, _bright, _vessel) = (_program["uDark"], _program["uBright"], _program["uVessel"]);
        (_relief, _alongU, _alongV) = (_program["uRelief"], _program["uAlongU"], _program["uAlongV"]);
    }

    /// <summary>Makes a vertex array over buffers of <see cref="FleshVertex"/>; both stay bound.</summary>
    public static uint MakeArray(GL gl, uint vertices, uint elements)
    {
        var array = gl.GenVertexArray();
        gl.BindVertexArray(array);
        gl.BindBuffer(BufferTargetARB.ArrayBuffer, vertices);
        gl.BindBuffer(BufferTargetARB.ElementArrayBuffer, elements);
        for (uint i = 0; i < 3; i++)
        {
            gl.EnableVertexAttribArray(i);
            gl.VertexAttribPointer(i, i < 2 ? 3 : 2, VertexAttribPointerType.Float, false, (uint)sizeof(FleshVertex), (void*)(i * sizeof(Vector3)));
        }

        return array;
    }

    public void Use(in Appearance look, Pose<EyeFrame, WorldFrame> T_eye_world, CameraIntrinsics camera)
    {
        _program.Use();
        _lens.Set(look, camera);
        _program.Set(_modelView, EyeProjection.Matrix(T_eye_world));
        _program.Set(_alongU, (T_eye_world.R * new Vec3(1, 0, 0)).ToFloat());
        _program.Set(_alongV, (T_eye_world.R * AlongV_world).ToFloat());
    }

    public void SetMaterial(in FleshTone tone, Vector3 tint, SegmentationClass label, byte instance)
    {
        Bind(tone.Texture);
        _program.Set(_tiles, 1 / tone.TileM);
        _program.Set(_dark, tint * tone.Dark);
        _program.Set(_bright, tint * tone.Bright);
        _program.Set(_vessel, tint * tone.Vessel);
        _program.Set(_relief, new Vector4(tone.Bump, tone.Wetness, tone.Roughness, tone.Vessels));
        _program.Set(_label, (uint)label);
        _program.Set(_instance, (uint)instance);
    }

    public void Dispose()
    {
        _gl.DeleteTextures(_textures);
        _program.Dispose();
    }

    private void Bind(FleshTexture texture)
    {
        ref var name = ref _textures[(int)texture];
        if (name == 0)
        {
            name = MakeTexture(texture);
        }

        _gl.BindTexture(TextureTarget.Texture2D, name);
    }

    private uint MakeTexture(FleshTexture texture)
    {
        const uint Size = FleshTextures.SizePx;
        var name = _gl.GenTexture();
        _gl.BindTexture(TextureTarget.Texture2D, name);
        _gl.TexStorage2D(TextureTarget.Texture2D, 6, SizedInternalFormat.Rgba8, Size, Size);
        _gl.TexSubImage2D(TextureTarget.Texture2D, 0, 0, 0, Size, Size, Silk.NET.OpenGL.PixelFormat.Rgba, PixelType.UnsignedByte, FleshTextures.Texels(texture));
        _gl.GenerateMipmap(TextureTarget.Texture2D);
        _gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureMinFilter, (int)TextureMinFilter.LinearMipmapNearest);
        _gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureMagFilter, (int)TextureMagFilter.Linear);
        return name;
    }
}
