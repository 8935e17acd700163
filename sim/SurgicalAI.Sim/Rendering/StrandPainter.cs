using System.Numerics;
using Silk.NET.OpenGL;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Draws threads with the shader of rigid parts. Hot path: no allocation once its buffers have grown.</summary>
internal sealed unsafe class StrandPainter : IDisposable
{
    private readonly GL _gl;
    private readonly uint _array;

    public StrandPainter(GL gl)
    {
        _gl = gl;
        Vertices = new(gl, BufferTargetARB.ArrayBuffer);
        Indices = new(gl, BufferTargetARB.ElementArrayBuffer);
        _array = SolidProgram.MakeArray(gl, Vertices.Name, Indices.Name);
    }

    /// <summary>Corners of the tubes sent.</summary>
    public StreamBuffer<Vertex> Vertices { get; }

    /// <summary>Triangles of the tubes sent.</summary>
    public StreamBuffer<uint> Indices { get; }

    /// <summary>Sends the threads' tubes, once for both eyes.</summary>
    public void Prepare(SceneBodies bodies)
    {
        Vertices.Clear();
        Indices.Clear();
        foreach (var strand in bodies.Strands)
        {
            var first = Vertices.Count;
            if (strand.PointCount > 1)
            {
                StrandTubes.Fill(strand, first, Vertices.Add(StrandTubes.VertexCount(strand)), Indices.Add(StrandTubes.IndexCount(strand)));
            }
        }

        if (Indices.Count > 0)
        {
            _gl.BindVertexArray(_array);
            Vertices.Send();
            Indices.Send();
        }
    }

    /// <summary>Draws the threads sent; the program is in use.</summary>
    public void Draw(SolidProgram program, SceneBodies bodies, in Appearance look, in Matrix4x4 eyeFromWorld)
    {
        if (Indices.Count == 0)
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
        if (Indices.Count > 0)
        {
            _gl.BindVertexArray(_array);
            _gl.DrawElements(PrimitiveType.Triangles, (uint)Indices.Count, DrawElementsType.UnsignedInt, null);
        }
    }

    public void Dispose()
    {
        _gl.DeleteVertexArray(_array);
        Vertices.Dispose();
        Indices.Dispose();
    }
}
