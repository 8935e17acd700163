using Silk.NET.OpenGL;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Draws deformable surfaces. Hot path: no allocation once its buffers have grown and its textures are made.</summary>
internal sealed unsafe class SoftPainter : IDisposable
{
    private readonly GL _gl;
    private readonly uint _array;

    public SoftPainter(GL gl)
    {
        _gl = gl;
        Vertices = new(gl, BufferTargetARB.ArrayBuffer);
        Indices = new(gl, BufferTargetARB.ElementArrayBuffer);
        _array = FleshProgram.MakeArray(gl, Vertices.Name, Indices.Name);
    }

    /// <summary>Corners of the surfaces sent.</summary>
    public StreamBuffer<FleshVertex> Vertices { get; }

    /// <summary>Triangles of the surfaces sent.</summary>
    public StreamBuffer<uint> Indices { get; }

    /// <summary>Sends the surfaces, once for both eyes.</summary>
    public void Prepare(SceneBodies bodies)
    {
        Vertices.Clear();
        Indices.Clear();
        foreach (var soft in bodies.Softs)
        {
            SoftSurfaces.Fill(soft, Vertices.Count, Vertices.Add(soft.VertexCount), Indices.Add(soft.IndexCount));
        }

        if (Indices.Count > 0)
        {
            _gl.BindVertexArray(_array);
            Vertices.Send();
            Indices.Send();
        }
    }

    /// <summary>Draws the surfaces sent.</summary>
    public void Draw(FleshProgram program, SceneBodies bodies, in Appearance look, in EyeView view)
    {
        if (Indices.Count == 0)
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
