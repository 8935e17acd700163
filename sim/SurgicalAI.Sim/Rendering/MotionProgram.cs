using System.Numerics;
using Silk.NET.OpenGL;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Sim.Rendering;

/// <summary>The shader of motion with its settings. Hot path.</summary>
internal sealed class MotionProgram : IDisposable
{
    private readonly GlProgram _program;
    private readonly int _modelView, _before, _projection, _focal;

    /// <summary>Builds the shader.</summary>
    /// <param name="gl">Functions.</param>
    /// <param name="deforms">True when corners bring their earlier place along.</param>
    public MotionProgram(GL gl, bool deforms)
    {
        var head = deforms ? GlProgram.Version + "#define DEFORMS\n" : GlProgram.Version;
        _program = new(gl, head + MotionShaders.Vertex, GlProgram.Version + MotionShaders.Fragment);
        (_modelView, _before) = (_program["uModelView"], _program["uModelViewBefore"]);
        (_projection, _focal) = (_program["uProjection"], _program["uFocal"]);
    }

    public void Use(CameraIntrinsics camera)
    {
        _program.Use();
        _program.Set(_projection, EyeProjection.Matrix(camera));
        _program.Set(_focal, new Vector2((float)camera.FxPx, (float)camera.FyPx));
    }

    public void SetModel(in Matrix4x4 eyeFromModel, in Matrix4x4 eyeFromModelBefore)
    {
        _program.Set(_modelView, eyeFromModel);
        _program.Set(_before, eyeFromModelBefore);
    }

    public void Dispose() => _program.Dispose();
}
