using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Skills.Demonstrations;

/// <summary>Names and paths of LeRobot's data set format v2.1 with dVRK's feature names for one arm.</summary>
internal static class LeRobotLayout
{
    public const string Version = "v2.1";
    public const int ChunkSize = 1000;
    public const int PoseLength = 8;
    public const string State = "observation.state";
    public const string Action = "action";
    public const string Success = "next.success";
    public const string DataPath = "data/chunk-{episode_chunk:03d}/episode_{episode_index:06d}.parquet";
    public const string VideoPath = "videos/chunk-{episode_chunk:03d}/{video_key}/episode_{episode_index:06d}.mp4";

    public static string[] VideoKeys { get; } = ["observation.images.endoscope_left", "observation.images.endoscope_right"];

    public static string[] StateNames { get; } = Names("psm1_pose", "psm1_jaw");

    public static string[] ActionNames { get; } = Names("psm1_sp", "psm1_jaw_sp");

    public static string Info(string root) => Path.Combine(root, "meta", "info.json");

    public static string Episodes(string root) => Path.Combine(root, "meta", "episodes.jsonl");

    public static string Statistics(string root) => Path.Combine(root, "meta", "episodes_stats.jsonl");

    public static string Tasks(string root) => Path.Combine(root, "meta", "tasks.jsonl");

    public static string Data(string root, int episode) =>
        Path.Combine(root, "data", $"chunk-{episode / ChunkSize:000}", $"episode_{episode:000000}.parquet");

    public static string Video(string root, string key, int episode) =>
        Path.Combine(root, "videos", $"chunk-{episode / ChunkSize:000}", key, $"episode_{episode:000000}.mp4");

    /// <summary>Pose and jaw as the eight numbers of the format: position (m), quaternion (x, y, z, w), jaw (rad).</summary>
    public static void Write(in Pose<EcmFrame, ToolFrame> pose, double jawRad, Span<float> row)
    {
        var (x, y, z, w) = pose.R.ToQuaternion();
        (row[0], row[1], row[2]) = ((float)pose.P.X, (float)pose.P.Y, (float)pose.P.Z);
        (row[3], row[4], row[5], row[6]) = ((float)x, (float)y, (float)z, (float)w);
        row[7] = (float)jawRad;
    }

    public static Pose<EcmFrame, ToolFrame> ReadPose(ReadOnlySpan<float> row) =>
        new(Rotation.FromQuaternion(row[3], row[4], row[5], row[6]), new(row[0], row[1], row[2]));

    public static DemonstrationStep Step(double timeS, ReadOnlySpan<float> state, ReadOnlySpan<float> action)
    {
        // Stamp 0 would mean an invalid reading, so the first frame's stamp is one nanosecond.
        var tool = new ToolState(1 + (long)Math.Round(timeS * Core.Si.SNs), ReadPose(state), state[7]);
        return new(timeS, tool, ReadPose(action), action[7]);
    }

    private static string[] Names(string pose, string jaw) =>
    [
        $"{pose}.position.x", $"{pose}.position.y", $"{pose}.position.z",
        $"{pose}.orientation.x", $"{pose}.orientation.y", $"{pose}.orientation.z", $"{pose}.orientation.w", jaw,
    ];
}
