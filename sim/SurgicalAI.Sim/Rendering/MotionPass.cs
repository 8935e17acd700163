using System.Numerics;
using System.Runtime.InteropServices;
using Silk.NET.OpenGL;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// Motion of every pixel since the picture before for which it was asked: the same triangles once more, each corner with its earlier
/// place. Built when first asked for. Hot path: no allocation once its buffers have grown.
/// </summary>
internal sealed class MotionPass : IDisposable
{
    private readonly GL _gl;
    private readonly StereoCamera _camera;
    private readonly SceneParts _parts;
    private readonly SolidPainter _solids;
    private readonly MotionMemory _memory = new();
    private readonly CornerMotion<FleshVertex> _softs;
    private readonly CornerMotion<Vertex> _strands;
    private readonly MotionProgram _rigid, _deforming;
    private MotionTarget? _target;
    private MotionBlur? _blur;
    private double _sinceS;

    public MotionPass(GL gl, StereoCamera camera, SceneParts parts, SolidPainter solids, SoftPainter softs, StrandPainter strands)
    {
        (_gl, _camera, _parts, _solids) = (gl, camera, parts, solids);
        (_softs, _strands) = (new(gl, softs.Vertices, softs.Indices), new(gl, strands.Vertices, strands.Indices));
        (_rigid, _deforming) = (new(gl, deforms: false), new(gl, deforms: true));
    }

    /// <summary>Motion of the eye drawn last, row by row.</summary>
    public ReadOnlySpan<MotionPixel> Pixels => _target!.Pixels;

    /// <summary>Looks up where everything stood, once for both eyes; the painters are prepared.</summary>
    public void Prepare(in SceneState scene)
    {
        var knows = _memory.Knows(scene);
        _sinceS = knows ? _memory.SinceS(scene) : 0;
        _softs.Begin(knows);
        _strands.Begin(knows);
        if (!knows)
        {
            _memory.Forget();
        }

        foreach (var soft in scene.Bodies.Softs)
        {
            _softs.Add(soft.VertexCount, soft.Topology);
        }

        foreach (var strand in scene.Bodies.Strands)
        {
            _strands.Add(strand.PointCount > 1 ? StrandTubes.VertexCount(strand) : 0, 0);
        }

        _softs.Send();
        _strands.Send();
    }

    /// <summary>True when the endoscope stood elsewhere in the picture before.</summary>
    public bool EndoscopeMoved(in SceneState scene) => _memory.T_world_ecm(scene) != scene.T_world_ecm;

    /// <summary>Draws and reads one eye.</summary>
    /// <param name="scene">State.</param>
    /// <param name="view">The eye.</param>
    /// <param name="rightEye">Which.</param>
    /// <param name="ground">Shape of the ground; null leaves it out.</param>
    /// <param name="mask">What hides everything outside the round field; null for a look without a lens.</param>
    public void Draw(in SceneState scene, in EyeView view, bool rightEye, IGroundMesh? ground, FieldMask? mask)
    {
        var T_before_world = EyeProjection.T_world_eye(_memory.T_world_ecm(scene), _camera.BaselineM, rightEye).Inverse();
        var eye = new EyeMotion(view.T_eye_world, T_before_world, view.Camera);
        var (now, before) = (EyeProjection.Matrix(eye.T_eye_world), EyeProjection.Matrix(eye.T_before_world));
        TargetFor(view.Camera).Begin();
        mask?.Draw(scene.Look.Optics, _camera.Intrinsics, view.Camera);
        _rigid.Use(view.Camera);
        _solids.DrawMotion(_rigid, eye, _memory);
        _rigid.SetModel(now, before);
        ground?.Draw(scene.Surface);
        _deforming.Use(view.Camera);
        _deforming.SetModel(now, before);
        _softs.Draw();
        _strands.Draw();
        _target!.Read();
    }

    /// <summary>Writes the motion of the eye drawn last.</summary>
    public void Write(ImageLease motion)
    {
        var target = MemoryMarshal.Cast<float, Vector2>(motion.Floats());
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = new(Pixels[i].Right, Pixels[i].Down);
        }
    }

    /// <summary>The eye drawn last, as it is smeared while the shutter is open. Valid until the next call.</summary>
    /// <param name="rgba">Its ideal picture.</param>
    /// <param name="shutter">Share of the time between two pictures that the shutter is open.</param>
    public ReadOnlySpan<byte> Smear(ReadOnlySpan<byte> rgba, float shutter)
    {
        if (_sinceS <= 0 || shutter <= 0)
        {
            return rgba;
        }

        if (_blur?.Camera != _target!.Camera)
        {
            _blur?.Dispose();
            _blur = new(_target.Camera);
        }

        var periodS = _camera.RateHz > 0 ? 1 / _camera.RateHz : _sinceS;
        return _blur!.Apply(rgba, Pixels, (float)(shutter * periodS / _sinceS));
    }

    /// <summary>Keeps the scene as the picture before the next one.</summary>
    public void Keep(in SceneState scene)
    {
        _memory.Keep(scene, _parts.Parts);
        _softs.Keep();
        _strands.Keep();
    }

    public void Dispose()
    {
        _blur?.Dispose();
        _target?.Dispose();
        _rigid.Dispose();
        _deforming.Dispose();
        _softs.Dispose();
        _strands.Dispose();
    }

    private MotionTarget TargetFor(CameraIntrinsics camera)
    {
        if (_target?.Camera != camera)
        {
            _target?.Dispose();
            _target = new(_gl, camera);
        }

        return _target!;
    }
}
