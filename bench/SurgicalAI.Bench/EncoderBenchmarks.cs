using BenchmarkDotNet.Attributes;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Skills.Actions;
using SurgicalAI.Skills.Observation;

namespace SurgicalAI.Bench;

/// <summary>What stands between the label maps and the policy, and between the policy and the arm, once per frame.</summary>
[MemoryDiagnoser]
public class EncoderBenchmarks
{
    private const int Steps = 15;
    private readonly ObservationEncoder _encoder = new();
    private readonly TemporalEnsemble _ensemble = new(Steps, 1.0 / 15);
    private readonly float[] _tokens = new float[TokenLayout.Tokens * TokenLayout.Features];
    private readonly float[] _state = new float[TokenLayout.State];
    private readonly float[] _chunk = new float[Steps * HybridRelative.Length];
    private readonly StereoFrame _scene = new(Scene(0), Scene(14));
    private readonly StereoFrame _noise = new(Noise(1), Noise(2));
    private readonly ToolState _tool = new(1, new(Rotation.Identity, new(0, 0, 0.12)), 0.3);
    private long _nowNs = 1;

    [GlobalSetup]
    public void SetUp()
    {
        for (var k = 0; k < Steps; k++)
        {
            HybridRelative.Encode(_tool.T_ecm_tool, new(Rotation.AboutX(0.01 * k), new(0, 0.003 * k, 0.12)), 0.3, _chunk.AsSpan(k * HybridRelative.Length));
        }
    }

    /// <summary>Two 320 x 192 maps of an instrument, a needle and a target.</summary>
    [Benchmark(Baseline = true)]
    public float Encode_Scene()
    {
        _encoder.Encode(_scene, _tool, _tokens, _state);
        return _tokens[0];
    }

    /// <summary>Two maps in which a fifth of the pixels are wrong: the worst that a broken network could send.</summary>
    [Benchmark]
    public float Encode_SaltAndPepper()
    {
        _encoder.Encode(_noise, _tool, _tokens, _state);
        return _tokens[0];
    }

    /// <summary>A plan added at 30 Hz and one second of setpoints read from the ensemble.</summary>
    [Benchmark]
    public double Ensemble_AddAndBlend()
    {
        _nowNs += 33_333_333;
        _ensemble.Add(_tool, _nowNs, _chunk);
        var sum = 0.0;
        for (var k = 1; k <= Steps; k++)
        {
            _ensemble.At(_nowNs + (k * 66_666_667L), out var waypoint, out _);
            sum += waypoint.JawRad;
        }

        return sum;
    }

    private static ImageLease Scene(int shiftPx)
    {
        var map = ImagePool.Shared.Rent(320, 192, PixelFormat.Gray8);
        for (var y = 0; y < map.HeightPx; y++)
        {
            var row = map.Row(y);
            row.Clear();
            for (var x = 0; x < map.WidthPx; x++)
            {
                row[x] = Label(x + shiftPx, y);
            }
        }

        return map;
    }

    private static byte Label(int x, int y)
    {
        var needle = Math.Abs(Math.Sqrt(((x - 120.0) * (x - 120)) + ((y - 110.0) * (y - 110))) - 20) < 1.5;
        var jaw = Math.Abs(x + y - 270) < 8 && x is > 165 and < 190;
        var shaft = Math.Abs(x + y - 270) < 12 && x >= 205;
        var wrist = Math.Abs(x + y - 270) < 12 && x is >= 190 and < 205;
        var target = ((x - 130) * (x - 130)) + ((y - 95) * (y - 95)) < 25;
        return (byte)(target ? 5 : needle ? 4 : jaw ? 3 : wrist ? 2 : shaft ? 1 : 0);
    }

    private static ImageLease Noise(int seed)
    {
        var random = new Random(seed);
        var map = Scene(seed);
        foreach (ref var label in map.Bytes)
        {
            label = random.Next(5) == 0 ? (byte)random.Next(6) : label;
        }

        return map;
    }
}
