using Silk.NET.OpenGL;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Draws the rigid parts that <see cref="SceneParts"/> lists. Hot path.</summary>
internal sealed unsafe class SolidPainter : IDisposable
{
    private readonly GL _gl;
    private readonly SceneParts _scene;
    private readonly uint _array, _buffer, _elements;
    private int _version = -1;

    public SolidPainter(GL gl, SceneParts scene)
    {
        (_gl, _scene) = (gl, scene);
        (_buffer, _elements) = (gl.GenBuffer(), gl.GenBuffer());
        _array = SolidProgram.MakeArray(gl, _buffer, _elements);
        SendMeshes();
    }

    /// <summary>Sends meshes that were met for the first time.</summary>
    public void Prepare()
    {
        _gl.BindVertexArray(_array);
        if (_version != _scene.Meshes.Version)
        {
            SendMeshes();
        }
    }

    /// <summary>Draws all parts; the program is in use.</summary>
    public void Draw(SolidProgram program, Pose<EyeFrame, WorldFrame> T_eye_world)
    {
        _gl.BindVertexArray(_array);
        foreach (ref readonly var part in _scene.Parts)
        {
            program.SetPart(EyeProjection.Matrix(T_eye_world * part.T_world_part), part.Label, part.Instance, part.Colour);
            DrawMesh(part.Mesh);
        }
    }

    /// <summary>Draws the shadows of all parts; the program is in use.</summary>
    public void DrawShadows(ShadowMap shadows, Pose<EyeFrame, WorldFrame> T_light_world)
    {
        _gl.BindVertexArray(_array);
        foreach (ref readonly var part in _scene.Parts)
        {
            shadows.SetModel(EyeProjection.Matrix(T_light_world * part.T_world_part));
            DrawMesh(part.Mesh);
        }
    }

    /// <summary>Draws the motion of all parts; the program for rigid things is in use.</summary>
    public void DrawMotion(MotionProgram program, EyeMotion eye, MotionMemory memory)
    {
        _gl.BindVertexArray(_array);
        for (var i = 0; i < _scene.Parts.Length; i++)
        {
            ref readonly var part = ref _scene.Parts[i];
            var T_world_before = memory.Before(i, part);
            program.SetModel(EyeProjection.Matrix(eye.T_eye_world * part.T_world_part), EyeProjection.Matrix(eye.T_before_world * T_world_before));
            DrawMesh(part.Mesh);
        }
    }

    public void Dispose()
    {
        _gl.DeleteVertexArray(_array);
        _gl.DeleteBuffer(_buffer);
        _gl.DeleteBuffer(_elements);
    }

    private void DrawMesh(MeshRange mesh) =>
        _gl.DrawElements(PrimitiveType.Triangles, (uint)mesh.IndexCount, DrawElementsType.UnsignedInt, (void*)(mesh.FirstIndex * sizeof(uint)));

    private void SendMeshes()
    {
        _gl.BindBuffer(BufferTargetARB.ArrayBuffer, _buffer);
        _gl.BufferData(BufferTargetARB.ArrayBuffer, _scene.Meshes.Vertices, BufferUsageARB.StaticDraw);
        _gl.BindBuffer(BufferTargetARB.ElementArrayBuffer, _elements);
        _gl.BufferData(BufferTargetARB.ElementArrayBuffer, _scene.Meshes.Indices, BufferUsageARB.StaticDraw);
        _version = _scene.Meshes.Version;
    }
}
