using System.Numerics;
using Silk.NET.OpenGL;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// What the round field of view hides of the ideal picture, drawn as if it stood right before the eye: nothing behind it is shaded,
/// which is two fifths of the picture. Hot path: no allocation.
/// </summary>
internal sealed unsafe class FieldMask : IDisposable
{
    private const int Corners = 64;

    // Nothing that the lens or a smear shows lies further outside the field, pixels.
    private const double MarginPx = 3;
    private const float AtTheEye = -0.9999f;
    private const float Outwards = 4;

    private const string Vertex = GlProgram.Version + """
        layout(location = 0) in vec3 aPosition;
        void main()
        {
            gl_Position = vec4(aPosition, 1.0);
        }
        """;

    private readonly GL _gl;
    private readonly GlProgram _program;
    private readonly uint _array, _buffer;
    private readonly Vector3[] _ring = new Vector3[2 * (Corners + 1)];
    private (OpticsLook, CameraIntrinsics)? _sent;

    public FieldMask(GL gl)
    {
        _gl = gl;
        _program = new(gl, Vertex, ShadowShaders.Fragment);
        (_array, _buffer) = (gl.GenVertexArray(), gl.GenBuffer());
        gl.BindVertexArray(_array);
        gl.BindBuffer(BufferTargetARB.ArrayBuffer, _buffer);
        gl.EnableVertexAttribArray(0);
        gl.VertexAttribPointer(0, 3, VertexAttribPointerType.Float, false, (uint)sizeof(Vector3), null);
    }

    /// <summary>Draws it into the target that was just cleared.</summary>
    /// <param name="optics">The field and the lens.</param>
    /// <param name="camera">The camera's picture, which the field is a circle in.</param>
    /// <param name="source">The ideal picture.</param>
    public void Draw(in OpticsLook optics, CameraIntrinsics camera, CameraIntrinsics source)
    {
        if (optics.CircleRadius <= 0)
        {
            return;
        }

        _gl.BindVertexArray(_array);
        Send(optics, camera, source);
        _program.Use();
        _gl.ColorMask(false, false, false, false);
        _gl.DrawArrays(PrimitiveType.TriangleStrip, 0, (uint)_ring.Length);
        _gl.ColorMask(true, true, true, true);
    }

    public void Dispose()
    {
        _gl.DeleteVertexArray(_array);
        _gl.DeleteBuffer(_buffer);
        _program.Dispose();
    }

    private void Send(in OpticsLook optics, CameraIntrinsics camera, CameraIntrinsics source)
    {
        if (_sent == (optics, source))
        {
            return;
        }

        Fill(optics, camera, source);
        _gl.BindBuffer(BufferTargetARB.ArrayBuffer, _buffer);
        _gl.BufferData<Vector3>(BufferTargetARB.ArrayBuffer, _ring, BufferUsageARB.DynamicDraw);
        _sent = (optics, source);
    }

    private void Fill(in OpticsLook optics, CameraIntrinsics camera, CameraIntrinsics source)
    {
        var radius = (optics.CircleRadius * camera.HeightPx) + MarginPx + optics.ChromaticPx + (optics.Shutter > 0 ? TileMotion.SidePx : 0);
        var centre = optics.CircleShift * camera.HeightPx;
        for (var i = 0; i <= Corners; i++)
        {
            var (sin, cos) = Math.SinCos(Math.Tau * i / Corners);
            var (u, v) = optics.Distortion.Undistort((centre + (radius * cos)) / camera.FxPx, radius * sin / camera.FyPx);
            var x = (2 * ((u * source.FxPx) + source.CxPx + 0.5) / source.WidthPx) - 1;
            var y = (2 * ((v * source.FyPx) + source.CyPx + 0.5) / source.HeightPx) - 1;
            _ring[2 * i] = new((float)x, (float)y, AtTheEye);
            _ring[(2 * i) + 1] = new(Outwards * (float)x, Outwards * (float)y, AtTheEye);
        }
    }
}
