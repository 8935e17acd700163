using System.Numerics;
using Silk.NET.OpenGL;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Rendering;

/// <summary>The shader of rigid parts and threads with its settings. Hot path.</summary>
internal sealed unsafe class SolidProgram : IDisposable
{
    private readonly GlProgram _program;
    private readonly LensUniforms _lens;
    private readonly ShadowUniforms? _shadows;
    private readonly int _modelView, _colour, _up, _surround, _label, _instance;

    /// <summary>Builds the shader.</summary>
    /// <param name="gl">Functions.</param>
    /// <param name="shadows">The map that shadows are looked up in, or null for a look without shadows.</param>
    public SolidProgram(GL gl, ShadowMap? shadows = null)
    {
        var head = shadows is null ? GlProgram.Version : GlProgram.Version + "#define SHADOWS\n";
        _program = new(gl, head + Shaders.SolidVertex, head + Shaders.SolidFragment);
        _lens = new(_program);
        _shadows = shadows is null ? null : new(_program);
        (_modelView, _colour, _label, _instance) = (_program["uModelView"], _program["uColour"], _program["uLabel"], _program["uInstance"]);
        (_up, _surround) = (_program["uUp"], _program["uSurround"]);
    }

    /// <summary>Makes a vertex array over buffers of <see cref="Vertex"/>; both stay bound.</summary>
    public static uint MakeArray(GL gl, uint vertices, uint elements)
    {
        var array = gl.GenVertexArray();
        gl.BindVertexArray(array);
        gl.BindBuffer(BufferTargetARB.ArrayBuffer, vertices);
        gl.BindBuffer(BufferTargetARB.ElementArrayBuffer, elements);
        for (uint i = 0; i < 3; i++)
        {
            gl.EnableVertexAttribArray(i);
            gl.VertexAttribPointer(i, 3, VertexAttribPointerType.Float, false, (uint)sizeof(Vertex), (void*)(i * sizeof(Vector3)));
        }

        return array;
    }

    public void Use(in Appearance look, in EyeView view)
    {
        _program.Use();
        _lens.Set(look, view);
        _shadows?.Set(look);
        _program.Set(_up, view.T_eye_world.R.Z.ToFloat());
        _program.Set(_surround, (look.TissueDark + look.TissueLight + new Vector3(0.7f)) * (0.2f * look.LightPower));
    }

    public void SetPart(in Matrix4x4 eyeFromPart, SegmentationClass label, byte instance, Vector3 colour)
    {
        _program.Set(_modelView, eyeFromPart);
        _program.Set(_label, (uint)label);
        _program.Set(_instance, (uint)instance);
        _program.Set(_colour, colour);
    }

    public void Dispose() => _program.Dispose();
}
