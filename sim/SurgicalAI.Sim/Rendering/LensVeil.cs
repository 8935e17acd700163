using System.Numerics;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// What changes slowly over a picture, on a coarse grid: light that strays in the lens (red, green, blue) and the smoke before it
/// (density); and the picture's mean. Hot path: no allocation.
/// </summary>
internal sealed class LensVeil
{
    /// <summary>Pixels of the camera's picture per cell.</summary>
    public const int CellPx = 8;

    private const double SmokeDistanceM = 0.05;
    private readonly StereoCamera _camera;
    private readonly TileableNoise _wisps = new(97);
    private readonly float[] _scene = new float[256];
    private readonly Vector4[] _cells;
    private readonly Vector4[] _blurred;

    public LensVeil(StereoCamera camera)
    {
        _camera = camera;
        Columns = (camera.Intrinsics.WidthPx / CellPx) + 2;
        Rows = (camera.Intrinsics.HeightPx / CellPx) + 2;
        (_cells, _blurred) = (new Vector4[Columns * Rows], new Vector4[Columns * Rows]);
        for (var i = 0; i < _scene.Length; i++)
        {
            _scene[i] = LensTone.Scene(i / 255f);
        }
    }

    /// <summary>Cells per row.</summary>
    public int Columns { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Mean of the stored picture within the round field, 0 to 1.</summary>
    public float Mean { get; private set; }

    /// <summary>Red, green, blue of the scene and density of smoke, row by row.</summary>
    public ReadOnlySpan<Vector4> Cells => _cells;

    /// <summary>Fills the grid.</summary>
    /// <param name="rgba">The ideal picture.</param>
    /// <param name="map">The lens.</param>
    /// <param name="scene">State, for the smoke.</param>
    /// <param name="rightEye">Which eye.</param>
    public void Fill(ReadOnlySpan<byte> rgba, LensMap map, in SceneState scene, bool rightEye)
    {
        Gather(rgba, map, scene.Look.Optics);
        for (var pass = 0; pass < 3; pass++)
        {
            Blur(_cells, _blurred, 1, Columns);
            Blur(_blurred, _cells, Columns, Rows);
        }

        if (scene.Look.Optics.Smoke > 0)
        {
            AddSmoke(scene, rightEye);
        }
    }

    // A few pixels of each cell stand for all; no light comes from outside the round field.
    private void Gather(ReadOnlySpan<byte> rgba, LensMap map, in OpticsLook optics)
    {
        var (width, height) = (_camera.Intrinsics.WidthPx, _camera.Intrinsics.HeightPx);
        var (sum, count) = (0L, 0);
        for (var cell = 0; cell < _cells.Length; cell++)
        {
            var (x, y) = (Math.Min(cell % Columns * CellPx, width - CellPx), Math.Min(cell / Columns * CellPx, height - CellPx));
            var light = Vector4.Zero;
            for (var k = 0; k < 4; k++)
            {
                var (column, row) = (x + 2 + (4 * (k % 2)), y + 2 + (4 * (k / 2)));
                if (!IsInField(optics, column, row))
                {
                    continue;
                }

                var p = rgba.Slice(4 * map.Nearest[(row * width) + column], 3);
                light += new Vector4(_scene[p[0]], _scene[p[1]], _scene[p[2]], 0);
                sum += (2 * p[0]) + (2 * p[1]) + p[2];
                count++;
            }

            _cells[cell] = light / 4;
        }

        Mean = sum / (5f * 255 * Math.Max(1, count));
    }

    private bool IsInField(in OpticsLook optics, int x, int y)
    {
        var height = _camera.Intrinsics.HeightPx;
        var (dx, dy) = (x - _camera.Intrinsics.CxPx - (optics.CircleShift * height), y - _camera.Intrinsics.CyPx);
        var radius = optics.CircleRadius * height;
        return radius <= 0 || (dx * dx) + (dy * dy) < radius * radius;
    }

    private static void Blur(Vector4[] from, Vector4[] to, int stride, int count)
    {
        for (var i = 0; i < from.Length; i++)
        {
            var at = i / stride % count;
            to[i] = (0.25f * (from[at > 0 ? i - stride : i] + from[at < count - 1 ? i + stride : i])) + (0.5f * from[i]);
        }
    }

    // Two layers of wisps drift past each other a few centimetres before the lens.
    private void AddSmoke(in SceneState scene, bool rightEye)
    {
        var timeS = scene.Step * SimWorld.StepS;
        var place = scene.Look.TextureOffset;
        var shift = rightEye ? (float)(_camera.BaselineM / SmokeDistanceM * _camera.Intrinsics.FxPx / _camera.Intrinsics.WidthPx) : 0;
        var (u1, v1) = (Phase(place.X + (0.019 * timeS)), Phase(place.Y + (0.011 * timeS)));
        var (u2, v2) = (Phase(place.Y - (0.013 * timeS)), Phase(place.X + (0.016 * timeS)));
        for (var i = 0; i < _cells.Length; i++)
        {
            var (x, y) = (((float)(i % Columns) / Columns) + shift, (float)(i / Columns) / Columns);
            var wisps = _wisps.Fractal((0.33f * x) + u1, (0.33f * y) + v1, 6, 3) + _wisps.Fractal((0.21f * x) + u2, (0.21f * y) + v2, 6, 3);
            _cells[i].W = Math.Clamp(scene.Look.Optics.Smoke * (0.5f + (0.7f * wisps)), 0, 0.85f);
        }
    }

    private static float Phase(double turns) => (float)(turns - Math.Floor(turns));
}
