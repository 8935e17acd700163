using System.Numerics;
using Silk.NET.OpenGL;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Rendering;

/// <summary>The shader of deformable surfaces with its settings. Hot path.</summary>
internal sealed unsafe class FleshProgram : IDisposable
{
    private static readonly Vec3 AlongV_world = new(0, SoftSurfaces.AcrossView, SoftSurfaces.AlongView);
    private readonly GlProgram _program;
    private readonly LensUniforms _lens;
    private readonly ShadowUniforms? _shadows;
    private readonly FleshTextureSet _textures;
    private readonly int _modelView, _tiles, _label, _instance;
    private readonly FleshUniforms _flesh;

    /// <summary>Builds the shader.</summary>
    /// <param name="gl">Functions.</param>
    /// <param name="textures">Details of the materials.</param>
    /// <param name="shadows">The map that shadows are looked up in, or null for a plain look.</param>
    public FleshProgram(GL gl, FleshTextureSet textures, ShadowMap? shadows = null)
    {
        _textures = textures;
        var head = shadows is null ? GlProgram.Version : GlProgram.Version + "#define SHADOWS\n";
        _program = new(gl, head + FleshShaders.Vertex, head + (shadows is null ? FleshShaders.PlainFragment : FleshShaders.LivingFragment));
        _lens = new(_program);
        _flesh = new(_program);
        _shadows = shadows is null ? null : new(_program);
        (_modelView, _tiles, _label, _instance) = (_program["uModelView"], _program["uTilesPerM"], _program["uLabel"], _program["uInstance"]);
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

    public void Use(in Appearance look, in EyeView view)
    {
        _program.Use();
        _lens.Set(look, view);
        _shadows?.Set(look);
        _program.Set(_modelView, view.EyeFromWorld);
        _flesh.SetAxes(view.T_eye_world.R * new Vec3(1, 0, 0), view.T_eye_world.R * AlongV_world);
        _textures.Bind(FleshTexture.Organ, FleshUniforms.GrainUnit);
    }

    public void SetMaterial(in FleshTone tone, Vector3 tint, SegmentationClass label, byte instance)
    {
        _textures.Bind(tone.Texture, 0);
        _flesh.SetTone(tone, tint);
        _program.Set(_tiles, 1 / tone.TileM);
        _program.Set(_label, (uint)label);
        _program.Set(_instance, (uint)instance);
    }

    public void Dispose() => _program.Dispose();
}
