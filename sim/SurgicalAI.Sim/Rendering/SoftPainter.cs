using Silk.NET.OpenGL;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Draws deformable surfaces. Hot path: no allocation once its buffers have grown and its textures are made.</summary>
internal sealed unsafe class SoftPainter : IDisposable
{
    private readonly GL _gl;
    private readonly StreamBuffer<FleshVertex> _vertices;
    private readonly StreamBuffer<uint> _indices;
    private readonly uint _array;

    public SoftPainter(GL gl)
    {
        _gl = gl;
        _vertices = new(gl, BufferTargetARB.ArrayBuffer);
        _indices = new(gl, BufferTargetARB.ElementArrayBuffer);
        _array = FleshProgram.MakeArray(gl, _vertices.Name, _indices.Name);
    }

    /// <summary>Sends the surfaces, once for both eyes.</summary>
    public void Prepare(SceneBodies bodies)
    {
        _vertices.Clear();
        _indices.Clear();
        foreach (var soft in bodies.Softs)
        {
            SoftSurfaces.Fill(soft, _vertices.Count, _vertices.Add(soft.VertexCount), _indices.Add(soft.IndexCount));
        }

        if (_indices.Count > 0)
        {
            _gl.BindVertexArray(_array);
            _vertices.Send();
            _indices.Send();
        }
    }

    /// <summary>Draws the surfaces sent.</summary>
    public void Draw(FleshProgram program, SceneBodies bodies, in Appearance look, in EyeView view)
    {
        if (_indices.Count == 0)
        {
            return;
        }

        program.Use(look, view);
        _gl.BindVertexArray(_array);
        var first = 0;
        foreach (var soft in bodies.Softs)
        {
            program.SetMaterial(FleshTone.Of(soft.Material, look), soft.Tint, SceneMaterials.LabelOf(soft.Material), soft.Instance);
            _gl.DrawElements(PrimitiveType.Triangles, (uint)soft.IndexCount, DrawElementsType.UnsignedInt, (void*)(first * sizeof(uint)));
            first += soft.IndexCount;
        }
    }

    /// <summary>Draws the surfaces' shadows; the program is in use and its model is the world.</summary>
    public void DrawShadows()
    {
        if (_indices.Count > 0)
        {
            _gl.BindVertexArray(_array);
            _gl.DrawElements(PrimitiveType.Triangles, (uint)_indices.Count, DrawElementsType.UnsignedInt, null);
        }
    }

    public void Dispose()
    {
        _gl.DeleteVertexArray(_array);
        _vertices.Dispose();
        _indices.Dispose();
    }
}
