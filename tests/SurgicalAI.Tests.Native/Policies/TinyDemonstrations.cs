using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Learning.Policies;
using SurgicalAI.Skills.Demonstrations;

namespace SurgicalAI.Tests.Native.Policies;

/// <summary>A world of one bead and one jaw, seen by a stereo pair, with an expert that glides the tool to the bead.</summary>
internal static class TinyDemonstrations
{
    private const double FocalPx = 277;
    private const double BaselineM = 0.006;
    private const double StepS = 1.0 / 15;
    private const double SpeedMPerS = 0.05;

    public static ActTrainingOptions Options { get; } = ActTrainingOptions.Preset("smoke") with { Threads = 1 };

    public static TokenDataset Make(int episodes)
    {
        var data = new TokenDataset();
        for (var e = 0; e < episodes; e++)
        {
            var random = new Random(e);
            var goal = Point(random);
            var steps = Steps(Point(random), goal);
            data.AddEpisode(new(e, "reach", true, steps), steps.Select(s => See(s.Tool.T_ecm_tool.P, goal)));
        }

        return data;
    }

    public static StereoFrame See(Vec3 tool, Vec3 goal) => new(Eye(tool, goal, 0), Eye(tool, goal, BaselineM));

    public static Vec3 Point(Random random) =>
        new((random.NextDouble() - 0.5) * 0.05, (random.NextDouble() - 0.5) * 0.03, 0.1 + (0.03 * random.NextDouble()));

    private static List<DemonstrationStep> Steps(Vec3 tool, Vec3 goal)
    {
        var steps = new List<DemonstrationStep>();
        for (var i = 0; i < 20; i++)
        {
            var way = goal - tool;
            var next = tool + (Math.Min(1, SpeedMPerS * StepS / Math.Max(way.Length, 1e-9)) * way);
            steps.Add(new(i * StepS, new(i + 1, new(Rotation.Identity, tool), 0.3), new(Rotation.Identity, next), 0.3));
            tool = next;
        }

        return steps;
    }

    private static ImageLease Eye(Vec3 tool, Vec3 goal, double shiftM)
    {
        var map = ImagePool.Shared.Rent(320, 192, PixelFormat.Gray8);
        map.Bytes.Clear();
        Disc(map, SegmentationClass.Target, goal, shiftM, 0.002);
        Disc(map, SegmentationClass.Jaw, tool, shiftM, 0.003);
        return map;
    }

    // The endoscope's axes are X left, Y up; a picture's are X right, Y down.
    private static void Disc(ImageLease map, SegmentationClass label, Vec3 p, double shiftM, double radiusM)
    {
        double u = 159.5 - (FocalPx * (p.X + shiftM) / p.Z), v = 95.5 - (FocalPx * p.Y / p.Z), r = FocalPx * radiusM / p.Z;
        for (var y = Math.Max(0, (int)(v - r)); y <= Math.Min(191, v + r); y++)
        {
            for (var x = Math.Max(0, (int)(u - r)); x <= Math.Min(319, u + r); x++)
            {
                if (((x - u) * (x - u)) + ((y - v) * (y - v)) <= r * r)
                {
                    map.Row(y)[x] = (byte)label;
                }
            }
        }
    }
}
