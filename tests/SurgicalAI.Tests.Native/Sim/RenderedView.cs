using System.Numerics;
using System.Runtime.InteropServices;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Rendering;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Tests.Native.Sim;

/// <summary>A renderer with the images it draws into.</summary>
internal sealed class RenderedView : IDisposable
{
    private readonly SimRenderer _renderer;
    private readonly CameraIntrinsics _camera;
    private readonly RenderTruth _truth;
    private readonly RenderTruth _withMotion;

    public RenderedView(StereoCamera camera, ImagePool? pool = null)
    {
        pool ??= ImagePool.Shared;
        _renderer = new(camera);
        _camera = camera.Intrinsics;
        ImageLease Rent(PixelFormat format) => pool.Rent(_camera.WidthPx, _camera.HeightPx, format);
        Pictures = new(Rent(PixelFormat.Bgr8), Rent(PixelFormat.Bgr8));
        Labels = new(Rent(PixelFormat.Gray8), Rent(PixelFormat.Gray8));
        Instances = new(Rent(PixelFormat.Gray8), Rent(PixelFormat.Gray8));
        LeftDepth = Rent(PixelFormat.Depth32F);
        _truth = new() { Labels = Labels, Instances = Instances, LeftDepth = LeftDepth };
        Motion = new(Rent(PixelFormat.Motion32F), Rent(PixelFormat.Motion32F));
        _withMotion = _truth with { Motion = Motion };
    }

    public StereoFrame Pictures { get; }

    public StereoFrame Labels { get; }

    public StereoFrame Instances { get; }

    public ImageLease LeftDepth { get; }

    public StereoFrame Motion { get; }

    public void Draw(in SceneState scene) => _renderer.Render(scene, Pictures, Labels, LeftDepth);

    /// <summary>As <see cref="Draw"/>, with the instance maps.</summary>
    public void DrawAll(in SceneState scene) => _renderer.Render(scene, Pictures, _truth);

    /// <summary>As <see cref="DrawAll"/>, with the motion since the last call.</summary>
    public void DrawMotion(in SceneState scene) => _renderer.Render(scene, Pictures, _withMotion);

    /// <summary>Motion of a pixel of the left eye.</summary>
    public Vector2 MotionAt(int x, int y) => MemoryMarshal.Cast<float, Vector2>(Motion.Left.Floats())[(y * _camera.WidthPx) + x];

    /// <summary>Pixel of the left eye that sees a point in its axes.</summary>
    public Vector2 PixelOf(Vec3 point, LensDistortion lens = default)
    {
        var (u, v) = lens.Distort(point.X / point.Z, point.Y / point.Z);
        return new((float)((u * _camera.FxPx) + _camera.CxPx), (float)((v * _camera.FyPx) + _camera.CyPx));
    }

    /// <summary>Point at depth 1 that a pixel's centre sees, OpenCV axes.</summary>
    public Vec3 Ray(int x, int y) => new((x - _camera.CxPx) / _camera.FxPx, (y - _camera.CyPx) / _camera.FyPx, 1);

    public void EachPixel(Action<int, int, SegmentationClass, float> check)
    {
        for (var y = 0; y < _camera.HeightPx; y++)
        {
            for (var x = 0; x < _camera.WidthPx; x++)
            {
                check(x, y, (SegmentationClass)Labels.Left.Row(y)[x], LeftDepth.Floats()[(y * _camera.WidthPx) + x]);
            }
        }
    }

    public void Dispose()
    {
        _renderer.Dispose();
        Pictures.Dispose();
        Labels.Dispose();
        Instances.Dispose();
        LeftDepth.Dispose();
        Motion.Dispose();
    }
}
