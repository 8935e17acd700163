using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Silk.NET.OpenGL;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// From the ideal picture to the lens's: round field, distortion (of all maps alike), colour fringes, stray light, automatic
/// exposure, smoke before the lens. By hand on the processor, where looking places up costs a tenth of what a shader takes for it.
/// Hot path: no allocation, but for a change of the lens.
/// </summary>
internal sealed unsafe class LensPass(GL gl, StereoCamera camera) : IDisposable
{
    private readonly LensVeil _veil = new(camera);
    private readonly byte* _rgba = (byte*)NativeMemory.AllocZeroed((nuint)((4 * camera.Intrinsics.WidthPx * camera.Intrinsics.HeightPx) + 64));
    private readonly float[] _row = new float[4 * ((camera.Intrinsics.WidthPx / LensVeil.CellPx) + 2)];
    private (LensDistortion, float) _lens;
    private LensMap? _map;
    private RenderTarget? _source;
    private ImageLease? _labels;
    private ImageLease? _depth;

    /// <summary>Intrinsics of the ideal picture.</summary>
    public CameraIntrinsics SourceCamera => _map!.Source;

    private int Width => camera.Intrinsics.WidthPx;

    private int Height => camera.Intrinsics.HeightPx;

    /// <summary>What hides everything outside the round field.</summary>
    public FieldMask Mask { get; } = new(gl);

    /// <summary>Where the ideal picture of a look is drawn.</summary>
    public RenderTarget SourceFor(in OpticsLook optics)
    {
        if (_source is null || _lens != (optics.Distortion, optics.ChromaticPx))
        {
            Prepare(optics);
        }

        return _source!;
    }

    /// <summary>The lens's picture of an ideal one: red, green, blue, unused. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Picture(ReadOnlySpan<byte> ideal, in SceneState scene, bool rightEye)
    {
        _veil.Fill(ideal, _map!, scene, rightEye);
        var look = scene.Look;
        var target = look.Optics.AutoExposure;
        var gain = target > 0 ? Math.Clamp(target * target / LensTone.Scene(Math.Max(_veil.Mean, 0.02f)), 0.3f, 4f) : 1;
        fixed (byte* source = ideal)
        fixed (LensTap* red = _map!.Red, blue = _map.Blue)
        {
            for (var y = 0; y < Height; y++)
            {
                var (from, to) = Span(look.Optics, y);
                BlendRows(y);
                new Span<uint>(_rgba + (4 * y * Width), Width).Clear();
                FillRow(source, red, blue, look, gain, y, from, to);
            }
        }

        return new(_rgba, 4 * Width * Height);
    }

    /// <summary>The maps and the depth as the lens shows them; what it hides is background and 0.</summary>
    public void ReadTruth(in OpticsLook optics, in EyeTruth truth)
    {
        if (truth.Labels is not null)
        {
            _source!.ReadLabels(_labels!);
            Look<byte>(optics, _labels!.Bytes, truth.Labels.Bytes);
        }

        if (truth.Instances is not null)
        {
            _source!.ReadInstances(_labels!);
            Look<byte>(optics, _labels!.Bytes, truth.Instances.Bytes);
        }

        if (truth.Depth is not null)
        {
            _source!.ReadDepth(_depth!);
            Look<float>(optics, _depth!.Floats(), truth.Depth.Floats());
        }
    }

    /// <summary>The motion of an ideal picture as the lens shows it.</summary>
    public void WriteMotion(in OpticsLook optics, ReadOnlySpan<MotionPixel> ideal, ImageLease motion)
    {
        var target = MemoryMarshal.Cast<float, Vector2>(motion.Floats());
        target.Clear();
        for (var y = 0; y < Height; y++)
        {
            var (from, to) = Span(optics, y);
            for (var i = (y * Width) + from; i < (y * Width) + to; i++)
            {
                var seen = ideal[_map!.Nearest[i]];
                target[i] = _map.Motion(i, new(seen.Right, seen.Down));
            }
        }
    }

    public void Dispose()
    {
        Mask.Dispose();
        _source?.Dispose();
        _labels?.Dispose();
        _depth?.Dispose();
        NativeMemory.Free(_rgba);
    }

    private void Prepare(in OpticsLook optics)
    {
        _lens = (optics.Distortion, optics.ChromaticPx);
        _map = new(camera.Intrinsics, optics.Distortion, optics.ChromaticPx);
        _source?.Dispose();
        _labels?.Dispose();
        _depth?.Dispose();
        _source = new(gl, SourceCamera.WidthPx, SourceCamera.HeightPx);
        _labels = ImagePool.Shared.Rent(SourceCamera.WidthPx, SourceCamera.HeightPx, Core.Imaging.PixelFormat.Gray8);
        _depth = ImagePool.Shared.Rent(SourceCamera.WidthPx, SourceCamera.HeightPx, Core.Imaging.PixelFormat.Depth32F);
    }

    // The stretch of a row that lies in the round field.
    private (int From, int To) Span(in OpticsLook optics, int y)
    {
        if (optics.CircleRadius <= 0)
        {
            return (0, Width);
        }

        var radius = optics.CircleRadius * Height;
        var half = Math.Sqrt(Math.Max(0, (radius * radius) - ((y - camera.Intrinsics.CyPx) * (y - camera.Intrinsics.CyPx))));
        var centre = camera.Intrinsics.CxPx + (optics.CircleShift * Height);
        return (Math.Clamp((int)Math.Ceiling(centre - half), 0, Width), Math.Clamp((int)Math.Floor(centre + half) + 1, 0, Width));
    }

    private void Look<T>(in OpticsLook optics, ReadOnlySpan<T> source, Span<T> target)
    {
        for (var y = 0; y < Height; y++)
        {
            var (from, to) = Span(optics, y);
            var row = target.Slice(y * Width, Width);
            row.Clear();
            var nearest = _map!.Nearest.AsSpan(y * Width, Width);
            for (var x = from; x < to; x++)
            {
                row[x] = source[nearest[x]];
            }
        }
    }

    // The coarse grid between two of its rows.
    private void BlendRows(int y)
    {
        var at = (y / (float)LensVeil.CellPx) - 0.5f;
        var row = Math.Clamp((int)MathF.Floor(at), 0, _veil.Rows - 2);
        var down = Math.Clamp(at - row, 0, 1);
        var above = MemoryMarshal.Cast<Vector4, float>(_veil.Cells.Slice(row * _veil.Columns, _veil.Columns));
        var below = MemoryMarshal.Cast<Vector4, float>(_veil.Cells.Slice((row + 1) * _veil.Columns, _veil.Columns));
        for (var i = 0; i < _row.Length; i++)
        {
            _row[i] = above[i] + (down * (below[i] - above[i]));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillRow(byte* source, LensTap* red, LensTap* blue, in Appearance look, float gain, int y, int from, int to)
    {
        var stride = 4 * SourceCamera.WidthPx;
        var (cx, dy) = ((float)camera.Intrinsics.CxPx, y - (float)camera.Intrinsics.CyPx);
        var dim = look.Vignette / ((cx * cx) + (float)(camera.Intrinsics.CyPx * camera.Intrinsics.CyPx));
        var (glare, scale) = (Vector128.Create(look.Optics.Glare), Vector128.Create(gain));
        var smoke = Vector128.Create(0.30f, 0.285f, 0.30f, 0) * Vector128.Create(look.LightPower * look.Exposure);
        fixed (float* coarse = _row)
        {
            for (var x = from; x < to; x++)
            {
                var pixel = (y * Width) + x;
                var seen = Fringed(source, stride, red[pixel], blue[pixel]);
                var at = Math.Max(0, (x / (float)LensVeil.CellPx) - 0.5f);
                var cell = (int)at;
                var (left, right) = (Vector128.Load(coarse + (4 * cell)), Vector128.Load(coarse + (4 * cell) + 4));
                var veil = left + ((right - left) * Vector128.Create(at - cell));
                var light = LensTone.Scene(seen * Vector128.Create(1 / 255f));
                light = (light + ((veil - light) * glare)) * scale;
                light += (smoke - light) * Vector128.Create(veil.GetElement(3));
                light *= Vector128.Create(1 - Math.Min(0.95f, dim * (((x - cx) * (x - cx)) + (dy * dy))));
                var grey = Vector128.ConvertToInt32((LensTone.Expose(light) * Vector128.Create(255f)) + Vector128.Create(0.5f));
                var words = Sse2.PackSignedSaturate(grey, grey);
                *(uint*)(_rgba + (4 * pixel)) = Sse2.PackUnsignedSaturate(words, words).AsUInt32().ToScalar();
            }
        }
    }

    // Red from one place, blue from the other, green from between them; mostly all lie between the same four pixels.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Fringed(byte* source, int stride, in LensTap red, in LensTap blue)
    {
        if (red.Index == blue.Index)
        {
            var right = Vector128.Create(red.Right, 0.5f * (red.Right + blue.Right), blue.Right, 0);
            var down = Vector128.Create(red.Down, 0.5f * (red.Down + blue.Down), blue.Down, 0);
            return Sample(source + (4 * red.Index), stride, right, down);
        }

        var r = Sample(source + (4 * red.Index), stride, Vector128.Create(red.Right), Vector128.Create(red.Down));
        var b = Sample(source + (4 * blue.Index), stride, Vector128.Create(blue.Right), Vector128.Create(blue.Down));
        return (r * Vector128.Create(1, 0.5f, 0, 0)) + (b * Vector128.Create(0, 0.5f, 1, 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sample(byte* p, int stride, Vector128<float> right, Vector128<float> down)
    {
        var upper = Between(p, right);
        var lower = Between(p + stride, right);
        return upper + ((lower - upper) * down);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Between(byte* p, Vector128<float> right)
    {
        var a = Vector128.ConvertToSingle(Sse41.ConvertToVector128Int32(p));
        var b = Vector128.ConvertToSingle(Sse41.ConvertToVector128Int32(p + 4));
        return a + ((b - a) * right);
    }
}
