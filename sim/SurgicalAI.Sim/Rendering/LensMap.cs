using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Where each pixel of a distorted picture lies in the ideal one, and the margin that the ideal one needs for it. Set-up code.</summary>
internal sealed class LensMap
{
    private readonly (double X, double Y)[] _ideal;
    private readonly CameraIntrinsics _camera;

    public LensMap(CameraIntrinsics camera, LensDistortion lens)
    {
        _camera = camera;
        _ideal = new (double, double)[camera.WidthPx * camera.HeightPx];
        Parallel.For(0, camera.HeightPx, y => FillRow(y, lens));
        MarginPx = Margin();
    }

    /// <summary>Pixels that the ideal picture is larger on each side.</summary>
    public int MarginPx { get; }

    /// <summary>Intrinsics of the ideal picture with its margin.</summary>
    public CameraIntrinsics Source => new(
        _camera.WidthPx + (2 * MarginPx), _camera.HeightPx + (2 * MarginPx), _camera.FxPx, _camera.FyPx, _camera.CxPx + MarginPx, _camera.CyPx + MarginPx);

    /// <summary>Places in the ideal picture in OpenGL's texels (centres at halves): (height x width) pairs.</summary>
    public float[] Texels()
    {
        var texels = new float[2 * _ideal.Length];
        for (var i = 0; i < _ideal.Length; i++)
        {
            texels[2 * i] = (float)(_ideal[i].X + MarginPx + 0.5);
            texels[(2 * i) + 1] = (float)(_ideal[i].Y + MarginPx + 0.5);
        }

        return texels;
    }

    private void FillRow(int y, LensDistortion lens)
    {
        for (var x = 0; x < _camera.WidthPx; x++)
        {
            var (u, v) = lens.Undistort((x - _camera.CxPx) / _camera.FxPx, (y - _camera.CyPx) / _camera.FyPx);
            _ideal[(y * _camera.WidthPx) + x] = ((u * _camera.FxPx) + _camera.CxPx, (v * _camera.FyPx) + _camera.CyPx);
        }
    }

    private int Margin()
    {
        var beyond = 0.0;
        foreach (var (x, y) in _ideal)
        {
            beyond = Math.Max(beyond, Math.Max(Math.Max(-x, x - _camera.WidthPx + 1), Math.Max(-y, y - _camera.HeightPx + 1)));
        }

        return Math.Min((int)Math.Ceiling(beyond), _camera.WidthPx / 2);
    }
}
