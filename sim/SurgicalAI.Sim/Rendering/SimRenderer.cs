using Silk.NET.OpenGL;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// Draws what the endoscope sees, without a window, with the true label and depth of every pixel from the same draw.
/// Each renderer has its own OpenGL context; one thread at a time may use it, and several renderers may work side by side.
/// Hot path: no allocation once the textures are made.
/// </summary>
public sealed class SimRenderer : IDisposable
{
    private readonly EglContext _context;
    private readonly GL _gl;
    private readonly RenderTarget _target;
    private readonly SceneParts _parts = new();
    private readonly FleshTextureSet _textures;
    private readonly TissuePainter _tissue;
    private readonly SoftPainter _softs;
    private readonly SolidPainter _solids;
    private readonly StrandPainter _strands;
    private readonly FleshProgram _flesh;
    private readonly SolidProgram _solid;
    private readonly SensorFinish _finish;
    private LivingLook? _living;
    private LensPass? _lens;
    private MotionPass? _motion;

    /// <summary>Opens the context and builds shaders and shapes.</summary>
    /// <param name="camera">Geometry of both eyes.</param>
    /// <exception cref="Core.Outcomes.UserErrorException">EGL or its driver is not installed.</exception>
    public SimRenderer(StereoCamera camera)
    {
        ArgumentNullException.ThrowIfNull(camera);
        Camera = camera;
        var eye = camera.Intrinsics;
        _context = new();
        _context.Bind();
        _gl = GL.GetApi(Egl.GetProcAddress);
        Device = _gl.GetStringS(StringName.Renderer);
        _target = new(_gl, eye.WidthPx, eye.HeightPx);
        _textures = new(_gl);
        (_tissue, _softs, _solids, _strands) = (new(_gl), new(_gl), new(_gl, _parts), new(_gl));
        (_flesh, _solid) = (new(_gl, _textures), new(_gl));
        _finish = new(eye.WidthPx, eye.HeightPx);
        _gl.Enable(EnableCap.DepthTest);
        _context.Release();
    }

    /// <summary>Geometry of both eyes.</summary>
    public StereoCamera Camera { get; }

    /// <summary>What draws: the OpenGL renderer's name, for example "llvmpipe (LLVM 15.0.6, 256 bits)".</summary>
    public string Device { get; }

    /// <summary>Draws both eyes of a state.</summary>
    /// <param name="scene">State.</param>
    /// <param name="pictures">Written: <see cref="Core.Imaging.PixelFormat.Bgr8"/>, the camera's size; the right eye is drawn if there is one.</param>
    /// <param name="labels">Written unless null: <see cref="Core.Imaging.PixelFormat.Gray8"/>, values of <see cref="SegmentationClass"/>.</param>
    /// <param name="leftDepth">Written unless null: <see cref="Core.Imaging.PixelFormat.Depth32F"/>, metres along the optical axis; 0 where nothing is.</param>
    public void Render(in SceneState scene, StereoFrame pictures, StereoFrame? labels = null, ImageLease? leftDepth = null) =>
        Draw(scene, pictures, new(labels?.Left, null, leftDepth, null), new(labels?.Right, null, null, null));

    /// <summary>Draws both eyes of a state with more truths.</summary>
    /// <param name="scene">State.</param>
    /// <param name="pictures">Written, as in the other overload.</param>
    /// <param name="truth">What else to write.</param>
    public void Render(in SceneState scene, StereoFrame pictures, RenderTruth truth)
    {
        ArgumentNullException.ThrowIfNull(truth);
        Draw(scene, pictures, truth.Eye(false), truth.Eye(true));
    }

    /// <summary>Clears and reads back the buffers of both eyes and draws nothing: the floor under every picture's time.</summary>
    /// <param name="pictures">Tells the eyes; left as it is.</param>
    /// <param name="truth">Written with nothing.</param>
    public void ClearAndRead(StereoFrame pictures, RenderTruth truth)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentNullException.ThrowIfNull(truth);
        _context.Bind();
        try
        {
            foreach (var right in (ReadOnlySpan<bool>)[false, true])
            {
                var eye = truth.Eye(right);
                var picture = right ? pictures.Right : pictures.Left;
                _target.Begin(eye.Labels is not null, eye.Instances is not null);
                _ = picture is null ? default : _target.ReadColour();
                ReadTruth(_target, eye);
            }
        }
        finally
        {
            _context.Release();
        }
    }

    /// <summary>Draws one eye of a state, alone: without a picture before it, so that nothing is smeared by motion.</summary>
    /// <param name="scene">State.</param>
    /// <param name="rightEye">True for the right eye.</param>
    /// <param name="picture">Written: <see cref="Core.Imaging.PixelFormat.Bgr8"/>, the camera's size.</param>
    /// <param name="labels">Written unless null.</param>
    /// <param name="depth">Written unless null.</param>
    public void RenderEye(in SceneState scene, bool rightEye, ImageLease picture, ImageLease? labels, ImageLease? depth)
    {
        _context.Bind();
        try
        {
            Prepare(scene, motion: false);
            DrawEye(scene, rightEye, picture, new(labels, null, depth, null), motion: false);
        }
        finally
        {
            _context.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _context.Bind();
        _motion?.Dispose();
        _lens?.Dispose();
        _living?.Dispose();
        _solid.Dispose();
        _flesh.Dispose();
        _strands.Dispose();
        _solids.Dispose();
        _softs.Dispose();
        _tissue.Dispose();
        _textures.Dispose();
        _target.Dispose();
        _finish.Dispose();
        _gl.Dispose();
        _context.Release();
        _context.Dispose();
    }

    private void Draw(in SceneState scene, StereoFrame pictures, in EyeTruth left, in EyeTruth right)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        _context.Bind();
        try
        {
            var motion = scene.Look.Optics.Shutter > 0 || left.Motion is not null || right.Motion is not null;
            Prepare(scene, motion);
            DrawEye(scene, false, pictures.Left, left, motion);
            if (pictures.Right is { } picture)
            {
                DrawEye(scene, true, picture, right, motion);
            }

            if (motion)
            {
                _motion!.Keep(scene);
            }
        }
        finally
        {
            _context.Release();
        }
    }

    private void Prepare(in SceneState scene, bool motion)
    {
        _parts.Collect(scene);
        _solids.Prepare();
        _softs.Prepare(scene.Bodies);
        _strands.Prepare(scene.Bodies);
        if (motion)
        {
            _motion ??= new(_gl, Camera, _parts, _solids, _softs, _strands);
            _motion.Prepare(scene);
        }

        if (scene.Look.Flesh.IsOn)
        {
            _living ??= new(_gl, _textures);
            _living.DrawShadows(ViewOf(scene, false, Camera.Intrinsics), _solids, _softs, _strands);
        }
    }

    private void DrawEye(in SceneState scene, bool rightEye, ImageLease picture, in EyeTruth truth, bool motion)
    {
        Require(picture, Core.Imaging.PixelFormat.Bgr8);
        Require(truth.Labels, Core.Imaging.PixelFormat.Gray8);
        Require(truth.Instances, Core.Imaging.PixelFormat.Gray8);
        Require(truth.Depth, Core.Imaging.PixelFormat.Depth32F);
        Require(truth.Motion, Core.Imaging.PixelFormat.Motion32F);
        var seed = SeededRandom.Stream(scene.NoiseSeed, rightEye ? 21UL : 20UL).NextBits();
        if (scene.Look.Optics.IsOn)
        {
            DrawThroughLens(scene, rightEye, seed, picture, truth, motion);
            return;
        }

        _target.Begin(truth.Labels is not null, truth.Instances is not null);
        DrawScene(scene, ViewOf(scene, rightEye, Camera.Intrinsics));
        _finish.Apply(_target.ReadColour(), scene.Look, seed, picture);
        ReadTruth(_target, truth);
        if (truth.Motion is not null)
        {
            DrawMotion(scene, rightEye, Camera.Intrinsics, whole: true);
            _motion!.Write(truth.Motion);
        }
    }

    private void DrawThroughLens(in SceneState scene, bool rightEye, ulong noiseSeed, ImageLease picture, in EyeTruth truth, bool motion)
    {
        _lens ??= new(_gl, Camera);
        var optics = scene.Look.Optics;
        var source = _lens.SourceFor(optics);
        source.Begin(truth.Labels is not null, truth.Instances is not null);
        _lens.Mask.Draw(optics, Camera.Intrinsics, _lens.SourceCamera);
        DrawScene(scene, ViewOf(scene, rightEye, _lens.SourceCamera) with { Vignette = 0 });
        var ideal = source.ReadColour();
        _lens.ReadTruth(optics, truth);
        if (motion)
        {
            DrawMotion(scene, rightEye, _lens.SourceCamera, whole: truth.Motion is not null);
            ideal = _motion!.Smear(ideal, optics.Shutter);
        }

        _finish.Apply(_lens.Picture(ideal, scene, rightEye), scene.Look, noiseSeed, picture);
        if (truth.Motion is not null)
        {
            _lens.WriteMotion(optics, _motion!.Pixels, truth.Motion);
        }
    }

    // For a smear alone, ground that stands still need not be drawn.
    private void DrawMotion(in SceneState scene, bool rightEye, CameraIntrinsics camera, bool whole)
    {
        IGroundMesh ground = scene.Look.Flesh.IsOn ? _living!.Ground.Mesh : _tissue.Mesh;
        var mask = scene.Look.Optics.IsOn ? _lens!.Mask : null;
        _motion!.Draw(scene, ViewOf(scene, rightEye, camera), rightEye, whole || _motion.EndoscopeMoved(scene) ? ground : null, mask);
    }

    // In a look with shadows there is one light, beside the left eye; else each eye carries its own, as simple looks always had it.
    private EyeView ViewOf(in SceneState scene, bool rightEye, CameraIntrinsics camera)
    {
        var T_eye_world = EyeProjection.T_world_eye(scene.T_world_ecm, Camera.BaselineM, rightEye).Inverse();
        var light = scene.Look.LightOffset;
        if (rightEye && scene.Look.Flesh.IsOn)
        {
            light.X -= (float)Camera.BaselineM;
        }

        return new(T_eye_world, camera, light, scene.Look.Vignette);
    }

    private void DrawScene(in SceneState scene, in EyeView view)
    {
        // Near things first: what they hide of the ground is never shaded.
        var living = scene.Look.Flesh.IsOn ? _living : null;
        var solid = living?.Solid ?? _solid;
        solid.Use(scene.Look, view);
        _solids.Draw(solid, view.T_eye_world);
        _strands.Draw(solid, scene.Bodies, scene.Look, view.EyeFromWorld);
        _softs.Draw(living?.Flesh ?? _flesh, scene.Bodies, scene.Look, view);
        if (living is not null)
        {
            living.Ground.Draw(scene, view);
        }
        else
        {
            _tissue.Draw(scene, view);
        }
    }

    private static void ReadTruth(RenderTarget drawn, in EyeTruth truth)
    {
        if (truth.Labels is not null)
        {
            drawn.ReadLabels(truth.Labels);
        }

        if (truth.Instances is not null)
        {
            drawn.ReadInstances(truth.Instances);
        }

        if (truth.Depth is not null)
        {
            drawn.ReadDepth(truth.Depth);
        }
    }

    private void Require(ImageLease? image, Core.Imaging.PixelFormat format)
    {
        var eye = Camera.Intrinsics;
        if (image is not null && (image.WidthPx != eye.WidthPx || image.HeightPx != eye.HeightPx || image.Format != format))
        {
            throw new ArgumentException($"Expected {eye.WidthPx} x {eye.HeightPx} {format}, got {image.WidthPx} x {image.HeightPx} {image.Format}.");
        }
    }
}
