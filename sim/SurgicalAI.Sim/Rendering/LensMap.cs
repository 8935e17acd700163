using System.Numerics;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Rendering;

/// <summary>A place between four pixels of the ideal picture.</summary>
/// <param name="Index">Number of the upper left pixel, row by row.</param>
/// <param name="Right">Weight of the pixels to the right, 0 to 1.</param>
/// <param name="Down">Weight of the pixels below, 0 to 1.</param>
internal readonly record struct LensTap(int Index, float Right, float Down);

/// <summary>Where each pixel of a distorted picture lies in the ideal one, and the margin that the ideal one needs for it. Set-up code.</summary>
internal sealed class LensMap
{
    private readonly (double X, double Y)[] _ideal;
    private readonly CameraIntrinsics _camera;
    private readonly LensDistortion _lens;

    /// <summary>Works the map out.</summary>
    /// <param name="camera">The camera without distortion.</param>
    /// <param name="lens">Distortion.</param>
    /// <param name="chromaticPx">Displacement of red against blue at the corner, pixels.</param>
    public LensMap(CameraIntrinsics camera, LensDistortion lens, float chromaticPx)
    {
        (_camera, _lens) = (camera, lens);
        _ideal = new (double, double)[camera.WidthPx * camera.HeightPx];
        Parallel.For(0, camera.HeightPx, FillRow);
        var marginPx = Margin() + 2 + (int)Math.Ceiling(chromaticPx);
        Source = new(camera.WidthPx + (2 * marginPx), camera.HeightPx + (2 * marginPx), camera.FxPx, camera.FyPx, camera.CxPx + marginPx, camera.CyPx + marginPx);
        var fringe = chromaticPx / 2 / Math.Sqrt((camera.CxPx * camera.CxPx) + (camera.CyPx * camera.CyPx));
        (Red, Blue) = (Taps(marginPx, fringe), Taps(marginPx, -fringe));
        Nearest = [.. _ideal.Select(p => ((int)Math.Round(p.Y + marginPx) * Source.WidthPx) + (int)Math.Round(p.X + marginPx))];
    }

    /// <summary>Intrinsics of the ideal picture with its margin.</summary>
    public CameraIntrinsics Source { get; }

    /// <summary>Where each pixel's red lies, row by row.</summary>
    public LensTap[] Red { get; }

    /// <summary>Where each pixel's blue lies, row by row.</summary>
    public LensTap[] Blue { get; }

    /// <summary>Number of the ideal pixel that each pixel's labels and depth come from, row by row.</summary>
    public int[] Nearest { get; }

    /// <summary>Motion through the lens of what a pixel shows, pixels.</summary>
    /// <param name="pixel">The pixel's number, row by row.</param>
    /// <param name="ideal">Its motion in the ideal picture, pixels.</param>
    public Vector2 Motion(int pixel, Vector2 ideal)
    {
        var (x, y) = _ideal[pixel];
        var (now, before) = (Seen(x, y), Seen(x - ideal.X, y - ideal.Y));
        return new((float)(_camera.FxPx * (now.X - before.X)), (float)(_camera.FyPx * (now.Y - before.Y)));
    }

    private (double X, double Y) Seen(double x, double y) =>
        _lens.Distort((x - _camera.CxPx) / _camera.FxPx, (y - _camera.CyPx) / _camera.FyPx);

    private void FillRow(int y)
    {
        for (var x = 0; x < _camera.WidthPx; x++)
        {
            var (u, v) = _lens.Undistort((x - _camera.CxPx) / _camera.FxPx, (y - _camera.CyPx) / _camera.FyPx);
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

        return (int)Math.Ceiling(beyond);
    }

    private LensTap[] Taps(int marginPx, double fringe)
    {
        var taps = new LensTap[_ideal.Length];
        for (var i = 0; i < taps.Length; i++)
        {
            var x = _ideal[i].X + (fringe * (_ideal[i].X - _camera.CxPx)) + marginPx;
            var y = _ideal[i].Y + (fringe * (_ideal[i].Y - _camera.CyPx)) + marginPx;
            var (column, row) = (Math.Floor(x), Math.Floor(y));
            taps[i] = new(((int)row * Source.WidthPx) + (int)column, (float)(x - column), (float)(y - row));
        }

        return taps;
    }
}
