using System.Text.Json;

namespace SurgicalAI.Tests.Vision;

/// <summary>Figures computed with numpy and scipy by golden_metrics.py, beside which the way to make them again is written.</summary>
internal sealed record GoldenMetrics(
    IReadOnlyList<GoldenSurface> Surfaces,
    IReadOnlyList<GoldenEndoVis> EndoVis,
    IReadOnlyList<GoldenSarRarp> SarRarp,
    IReadOnlyList<GoldenWilcoxon> Wilcoxon,
    IReadOnlyList<GoldenCalibration> Calibration)
{
    private static readonly JsonSerializerOptions s_keys = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static GoldenMetrics Load()
    {
        using var stream = typeof(GoldenMetrics).Assembly.GetManifestResourceStream("metrics.json")!;
        return JsonSerializer.Deserialize<GoldenMetrics>(stream, s_keys)!;
    }
}

internal sealed record GoldenSurface(uint Seed, int Width, int Height, double Tau, long Near, long All);

internal sealed record GoldenEndoVis(uint Seed, int Frames, int Labels, double Challenge, double Isi, double Mc, double Mean);

internal sealed record GoldenSarRarp(uint Seed, int Frames, int Labels, double Tau, double Iou, double Nsd, double Score);

internal sealed record GoldenWilcoxon(uint Seed, int Count, int Sides, double P);

internal sealed record GoldenCalibration(uint Seed, int Bins, double Error);
