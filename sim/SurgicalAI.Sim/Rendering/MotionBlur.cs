using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// Smears an ideal picture along its motion while the shutter is open, half of the time before and half after the moment of labels
/// and depth. Each pixel gathers light along the fastest smear near it: from nearer things as far as those are smeared, from farther
/// ones as far as it is smeared itself (Jimenez, "Next Generation Post Processing in Call of Duty: Advanced Warfare", 2014). Where
/// nothing moves not a bit changes. Hot path: no allocation.
/// </summary>
internal sealed unsafe class MotionBlur : IDisposable
{
    private const int MaxTaps = 16;

    // Things apart by more than this are before and behind each other.
    private const float DepthSoftnessM = 0.002f;

    private readonly int _width, _height;
    private readonly TileMotion _tiles;
    private readonly byte* _rgba;
    private readonly float[] _light = new float[256];
    private float _half;

    /// <summary>Makes the buffers.</summary>
    /// <param name="camera">Of the ideal picture.</param>
    public MotionBlur(CameraIntrinsics camera)
    {
        Camera = camera;
        (_width, _height) = (camera.WidthPx, camera.HeightPx);
        _tiles = new(_width, _height);
        _rgba = (byte*)NativeMemory.AllocZeroed((nuint)(4 * _width * _height));
        for (var i = 0; i < _light.Length; i++)
        {
            _light[i] = LensTone.Scene(i / 255f);
        }
    }

    /// <summary>Intrinsics that it was made for.</summary>
    public CameraIntrinsics Camera { get; }

    /// <summary>The smeared picture; the given one when nothing moves. Valid until the next call.</summary>
    /// <param name="rgba">Ideal picture, row by row.</param>
    /// <param name="motion">Its motion.</param>
    /// <param name="open">Time that the shutter is open over the time of the motion.</param>
    public ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> rgba, ReadOnlySpan<MotionPixel> motion, float open)
    {
        _half = open / 2;
        if (!_tiles.Fill(motion, _half))
        {
            return rgba;
        }

        var smeared = new Span<byte>(_rgba, 4 * _width * _height);
        rgba.CopyTo(smeared);
        fixed (byte* source = rgba)
        fixed (MotionPixel* moved = motion)
        {
            for (var row = 0; row < _tiles.Rows; row++)
            {
                for (var column = 0; column < _tiles.Columns; column++)
                {
                    SmearTile(source, moved, column, row);
                }
            }
        }

        return smeared;
    }

    public void Dispose() => NativeMemory.Free(_rgba);

    private void SmearTile(byte* source, MotionPixel* motion, int column, int row)
    {
        var half = _tiles.Near(column, row);
        if (half == default)
        {
            return;
        }

        var (left, top) = (column * TileMotion.SidePx, row * TileMotion.SidePx);
        for (var y = top; y < Math.Min(top + TileMotion.SidePx, _height); y++)
        {
            for (var x = left; x < Math.Min(left + TileMotion.SidePx, _width); x++)
            {
                Store((y * _width) + x, Gather(source, motion, x, y, half));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector3 Gather(byte* source, MotionPixel* motion, int x, int y, Vector2 half)
    {
        var reach = half.Length();
        var along = half / reach;
        var here = (y * _width) + x;
        ref readonly var own = ref motion[here];
        var ownSmear = SmearAlong(own, along);
        var taps = Math.Clamp((int)MathF.Ceiling(2 * reach), 4, MaxTaps);
        var shift = Jitter(x, y);
        var (light, sum) = (Vector3.Zero, 0f);
        for (var i = 0; i < taps; i++)
        {
            var t = (2 * (i + shift) / taps) - 1;
            var (column, row) = (x + (int)MathF.Round(t * half.X), y + (int)MathF.Round(t * half.Y));
            var there = (Math.Clamp(row, 0, _height - 1) * _width) + Math.Clamp(column, 0, _width - 1);
            var nearer = Math.Clamp(0.5f + ((Distance(own) - Distance(motion[there])) / DepthSoftnessM), 0, 1);
            var far = MathF.Abs(t) * reach;
            var weight = (nearer * Covers(SmearAlong(motion[there], along), far)) + ((1 - nearer) * Covers(ownSmear, far));
            light += weight * LightOf(source, there);
            sum += weight;
        }

        return (light + ((taps - sum) * LightOf(source, here))) / taps;
    }

    // Share of the time that a thing smeared so far to either side covers a place so far away, all or nothing but for a soft pixel.
    private static float Covers(float smear, float far) => Math.Clamp(smear - far + 1, 0, 1);

    private float SmearAlong(in MotionPixel pixel, Vector2 along) => _half * MathF.Abs((pixel.Right * along.X) + (pixel.Down * along.Y));

    // Nothing is farther than anything.
    private static float Distance(in MotionPixel pixel) => pixel.DepthM > 0 ? pixel.DepthM : 1;

    // Interleaved gradient noise (Jimenez, the same): where between its taps a pixel looks, the same in every picture.
    private static float Jitter(int x, int y)
    {
        var inner = (0.06711056f * x) + (0.00583715f * y);
        var outer = 52.9829189f * (inner - MathF.Floor(inner));
        return outer - MathF.Floor(outer);
    }

    private Vector3 LightOf(byte* source, int pixel)
    {
        var p = source + (4 * pixel);
        return new(_light[p[0]], _light[p[1]], _light[p[2]]);
    }

    private void Store(int pixel, Vector3 light)
    {
        var p = _rgba + (4 * pixel);
        (p[0], p[1], p[2]) = (LensTone.Stored(light.X), LensTone.Stored(light.Y), LensTone.Stored(light.Z));
    }
}
