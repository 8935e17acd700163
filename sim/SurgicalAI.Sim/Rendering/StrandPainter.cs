using System.Numerics;
using Silk.NET.OpenGL;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Draws threads with the shader of rigid parts. Hot path: no allocation once its buffers have grown.</summary>
internal sealed unsafe class StrandPainter : IDisposable
{
    private readonly GL _gl;
    private readonly StreamBuffer<Vertex> _vertices;
    private readonly StreamBuffer<uint> _indices;
    private readonly uint _array;

    public StrandPainter(GL gl)
    {
        _gl = gl;
        _vertices = new(gl, BufferTargetARB.ArrayBuffer);
        _indices = new(gl, BufferTargetARB.ElementArrayBuffer);
        _array = SolidProgram.MakeArray(gl, _vertices.Name, _indices.Name);
    }

    /// <summary>Sends the threads' tubes, once for both eyes.</summary>
    public void Prepare(SceneBodies bodies)
    {
        _vertices.Clear();
        _indices.Clear();
        foreach (var strand in bodies.Strands)
        {
            var first = _vertices.Count;
            if (strand.PointCount > 1)
            {
                StrandTubes.Fill(strand, first, _vertices.Add(StrandTubes.VertexCount(strand)), _indices.Add(StrandTubes.IndexCount(strand)));
            }
        }

        if (_indices.Count > 0)
        {
            _gl.BindVertexArray(_array);
            _vertices.Send();
            _indices.Send();
        }
    }

    /// <summary>Draws the threads sent; the program is in use.</summary>
    public void Draw(SolidProgram program, SceneBodies bodies, in Appearance look, in Matrix4x4 eyeFromWorld)
    {
        if (_indices.Count == 0)
        {
            return;
        }

        _gl.BindVertexArray(_array);
        var first = 0;
        foreach (var strand in bodies.Strands)
        {
            var count = strand.PointCount > 1 ? StrandTubes.IndexCount(strand) : 0;
            program.SetPart(eyeFromWorld, SceneMaterials.LabelOf(strand.Material), strand.Instance, SolidLook.ColourOf(strand.Material, strand.Tint, look));
            _gl.DrawElements(PrimitiveType.Triangles, (uint)count, DrawElementsType.UnsignedInt, (void*)(first * sizeof(uint)));
            first += count;
        }
    }

    /// <summary>Draws the threads' shadows; the program is in use and its model is the world.</summary>
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
