using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Rendering;

namespace SurgicalAI.Sim.Benchmarks;

/// <summary>One picture of needle-reach to draw again and again: both eyes, the labels of both and the left eye's depth.</summary>
public sealed class RenderScene : IDisposable
{
    private readonly SimRenderer _renderer;
    private readonly Scene.SceneState _scene;
    private readonly StereoFrame _pictures;
    private readonly RenderTruth _truth;

    /// <summary>Opens the renderer and draws once, so that shaders are built.</summary>
    /// <param name="widthPx">Width per eye, pixels.</param>
    /// <param name="heightPx">Height per eye, pixels.</param>
    /// <param name="look">Level of randomisation, as in <see cref="Randomisation.RandomisationOptions.Of"/>.</param>
    /// <exception cref="Core.Outcomes.UserErrorException">EGL is missing.</exception>
    public RenderScene(int widthPx, int heightPx, string look = "none")
    {
        var options = new SimOptions { WidthPx = widthPx, HeightPx = heightPx, Randomisation = Randomisation.RandomisationOptions.Of(look) };
        var world = new SimWorld(options);
        world.Reset(1);
        _scene = world.Snapshot();
        _renderer = new(options.Camera);
        ImageLease Rent(PixelFormat format) => ImagePool.Shared.Rent(widthPx, heightPx, format);
        _pictures = new(Rent(PixelFormat.Bgr8), Rent(PixelFormat.Bgr8));
        _truth = new() { Labels = new(Rent(PixelFormat.Gray8), Rent(PixelFormat.Gray8)), LeftDepth = Rent(PixelFormat.Depth32F) };
        Render();
    }

    /// <summary>What draws.</summary>
    public string Device => _renderer.Device;

    /// <summary>Draws the pair with its truths.</summary>
    public void Render() => _renderer.Render(_scene, _pictures, _truth);

    /// <summary>Clears and reads back the same buffers.</summary>
    public void Floor() => _renderer.ClearAndRead(_pictures, _truth);

    /// <inheritdoc/>
    public void Dispose()
    {
        _renderer.Dispose();
        _pictures.Dispose();
        _truth.Labels!.Dispose();
        _truth.LeftDepth!.Dispose();
    }
}
