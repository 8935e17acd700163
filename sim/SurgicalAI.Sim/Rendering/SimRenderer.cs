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
    private readonly TissuePainter _tissue;
    private readonly SolidPainter _solids;
    private readonly SensorFinish _finish;

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
        _tissue = new(_gl, EyeProjection.Matrix(eye));
        _solids = new(_gl, EyeProjection.Matrix(eye));
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
    public void Render(in SceneState scene, StereoFrame pictures, StereoFrame? labels = null, ImageLease? leftDepth = null)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        RenderEye(scene, false, pictures.Left, labels?.Left, leftDepth);
        if (pictures.Right is { } right)
        {
            RenderEye(scene, true, right, labels?.Right, null);
        }
    }

    /// <summary>Draws one eye of a state.</summary>
    /// <param name="scene">State.</param>
    /// <param name="rightEye">True for the right eye.</param>
    /// <param name="picture">Written, as in <see cref="Render"/>.</param>
    /// <param name="labels">Written unless null.</param>
    /// <param name="depth">Written unless null.</param>
    public void RenderEye(in SceneState scene, bool rightEye, ImageLease picture, ImageLease? labels, ImageLease? depth)
    {
        Require(picture, Core.Imaging.PixelFormat.Bgr8);
        Require(labels, Core.Imaging.PixelFormat.Gray8);
        Require(depth, Core.Imaging.PixelFormat.Depth32F);
        var T_eye_world = EyeProjection.T_world_eye(scene.T_world_ecm, Camera.BaselineM, rightEye).Inverse();
        _context.Bind();
        try
        {
            _target.Begin();
            _tissue.Draw(scene, T_eye_world, Camera.Intrinsics);
            _solids.Draw(scene, T_eye_world, Camera.Intrinsics);
            var seed = SeededRandom.Stream(scene.NoiseSeed, rightEye ? 21UL : 20UL).NextBits();
            _finish.Apply(_target.ReadColour(), scene.Look, seed, picture);
            ReadTruth(labels, depth);
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
        _solids.Dispose();
        _tissue.Dispose();
        _target.Dispose();
        _finish.Dispose();
        _gl.Dispose();
        _context.Release();
        _context.Dispose();
    }

    private void ReadTruth(ImageLease? labels, ImageLease? depth)
    {
        if (labels is not null)
        {
            _target.ReadLabels(labels);
        }

        if (depth is not null)
        {
            _target.ReadDepth(depth);
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
