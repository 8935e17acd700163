using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Rendering;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Tests.Native.Sim;

/// <summary>A renderer with the images it draws into.</summary>
internal sealed class RenderedView : IDisposable
{
    private readonly SimRenderer _renderer;
    private readonly CameraIntrinsics _camera;
    private readonly RenderTruth _truth;

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
    }

    public StereoFrame Pictures { get; }

    public StereoFrame Labels { get; }

    public StereoFrame Instances { get; }

    public ImageLease LeftDepth { get; }

    public void Draw(in SceneState scene) => _renderer.Render(scene, Pictures, Labels, LeftDepth);

    /// <summary>As <see cref="Draw"/>, with the instance maps.</summary>
    public void DrawAll(in SceneState scene) => _renderer.Render(scene, Pictures, _truth);

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
    }
}
