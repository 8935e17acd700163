using System.Numerics;
using Silk.NET.OpenGL;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Draws instrument, needle and marker, each part at the pose that the kinematics gives. Hot path.</summary>
internal sealed unsafe class SolidPainter : IDisposable
{
    private readonly GL _gl;
    private readonly GlProgram _program;
    private readonly LensUniforms _lens;
    private readonly InstrumentMeshes _meshes = new();
    private readonly uint _array, _buffer, _elements;
    private readonly int _modelView, _colour, _up, _surround, _label;

    public SolidPainter(GL gl, Matrix4x4 projection)
    {
        _gl = gl;
        _program = new(gl, Shaders.SolidVertex, Shaders.SolidFragment);
        _lens = new(_program, projection);
        (_modelView, _colour, _label) = (_program["uModelView"], _program["uColour"], _program["uLabel"]);
        (_up, _surround) = (_program["uUp"], _program["uSurround"]);
        (_array, _buffer, _elements) = (gl.GenVertexArray(), gl.GenBuffer(), gl.GenBuffer());
        gl.BindVertexArray(_array);
        gl.BindBuffer(BufferTargetARB.ArrayBuffer, _buffer);
        gl.BufferData<Vertex>(BufferTargetARB.ArrayBuffer, _meshes.Vertices, BufferUsageARB.StaticDraw);
        gl.BindBuffer(BufferTargetARB.ElementArrayBuffer, _elements);
        gl.BufferData<uint>(BufferTargetARB.ElementArrayBuffer, _meshes.Indices, BufferUsageARB.StaticDraw);
        for (uint i = 0; i < 3; i++)
        {
            gl.EnableVertexAttribArray(i);
            gl.VertexAttribPointer(i, 3, VertexAttribPointerType.Float, false, (uint)sizeof(Vertex), (void*)(i * sizeof(Vector3)));
        }
    }

    public void Draw(in SceneState scene, Pose<EyeFrame, WorldFrame> T_eye_world, CameraIntrinsics camera)
    {
        var look = scene.Look;
        _program.Use();
        _gl.BindVertexArray(_array);
        _lens.Set(look, camera);
        var up = T_eye_world.R.Z;
        _program.Set(_up, new Vector3((float)up.X, (float)up.Y, (float)up.Z));
        _program.Set(_surround, (look.TissueDark + look.TissueLight + new Vector3(0.7f)) * (0.2f * look.LightPower));
        DrawInstrument(scene, T_eye_world);
        if (scene.HasNeedle)
        {
            Draw(_meshes.Needle, T_eye_world * scene.T_world_needle, SegmentationClass.Needle, new(look.Steel));
        }

        if (scene.HasTarget)
        {
            var T_world_bead = new Pose<WorldFrame, NeedleFrame>(Rotation.Identity, scene.Goal_world);
            Draw(_meshes.Bead, T_eye_world * T_world_bead, SegmentationClass.Target, look.Bead);
        }
    }

    public void Dispose()
    {
        _gl.DeleteVertexArray(_array);
        _gl.DeleteBuffer(_buffer);
        _gl.DeleteBuffer(_elements);
        _program.Dispose();
    }

    private void DrawInstrument(in SceneState scene, Pose<EyeFrame, WorldFrame> T_eye_world)
    {
        Span<LinkPose> links = stackalloc LinkPose[JointVector.Length];
        SimPsm.Psm1.Kinematics.Links(scene.Joints, links);
        var T_eye_base = T_eye_world * SceneLayout.T_world_base;
        var steel = new Vector3(scene.Look.Steel);
        Draw(_meshes.Shaft, T_eye_base * Link(links[3]), SegmentationClass.Shaft, new(scene.Look.ShaftGrey));
        Draw(_meshes.Clevis, T_eye_base * Link(links[3]), SegmentationClass.Wrist, steel);
        Draw(_meshes.WristLink, T_eye_base * Link(links[4]), SegmentationClass.Wrist, steel);
        var T_eye_tool = T_eye_world * scene.T_world_tool;
        var halfRad = Math.Max(0, scene.JawRad) / 2;
        Draw(_meshes.JawUpper, T_eye_tool * Turn(-halfRad), SegmentationClass.Jaw, steel);
        Draw(_meshes.JawLower, T_eye_tool * Turn(halfRad), SegmentationClass.Jaw, steel);
    }

    private static Pose<BaseFrame, ToolFrame> Link(LinkPose link) => new(link.R, link.P);

    private static Pose<ToolFrame, NeedleFrame> Turn(double angleRad) => new(Rotation.AboutX(angleRad), Vec3.Zero);

    private void Draw<TPart>(MeshRange part, Pose<EyeFrame, TPart> T_eye_part, SegmentationClass label, Vector3 colour)
        where TPart : struct, IFrame
    {
        _program.Set(_modelView, EyeProjection.Matrix(T_eye_part));
        _program.Set(_label, (uint)label);
        _program.Set(_colour, colour);
        _gl.DrawElements(PrimitiveType.Triangles, (uint)part.IndexCount, DrawElementsType.UnsignedInt, (void*)(part.FirstIndex * sizeof(uint)));
    }
}
