using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Rendering;
using SurgicalAI.Sim.Robots;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Tasks;
using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.App.Evaluation.Tips;

/// <summary>
/// Episodes of the simulator's tasks as a tracker sees them: stereo pictures at the camera's rate with true labels, instances, tips and
/// what the arms report. Each episode has another task, look and place of the endoscope, moved so that the tips lie between
/// <see cref="NearestM"/> and <see cref="FarthestM"/> before it. Seeded; one thread at a time.
/// </summary>
internal sealed class TipScenes : IDisposable
{
    /// <summary>Least depth of a tip at an episode's first picture, metres.</summary>
    public const double NearestM = 50 * Si.Mm;

    /// <summary>Greatest depth.</summary>
    public const double FarthestM = 120 * Si.Mm;

    private const double LongestWarmUpS = 4;
    private static readonly string[] Looks = ["full", "surgical", "mild", "surgical", "full", "none"];

    private readonly bool _realism;
    private readonly int _widthPx;
    private readonly int _heightPx;
    private readonly SimRenderer _renderer;
    private SimWorld? _world;
    private TaskDriver? _driver;
    private Vec3 _shift_ecm;
    private double _restS;

    public TipScenes(int widthPx, int heightPx, bool realism)
    {
        (_widthPx, _heightPx, _realism) = (widthPx, heightPx, realism);
        Camera = new SimOptions { WidthPx = widthPx, HeightPx = heightPx }.Validate().Camera;
        _renderer = new(Camera);
        Pictures = Rent(PixelFormat.Bgr8);
        Labels = Rent(PixelFormat.Gray8);
        Instances = Rent(PixelFormat.Gray8);
        Depth = ImagePool.Shared.Rent(widthPx, heightPx, PixelFormat.Depth32F);
        RightDepth = ImagePool.Shared.Rent(widthPx, heightPx, PixelFormat.Depth32F);
        Rig = new(Camera);
    }

    public StereoCamera Camera { get; }

    /// <summary>Calibration of the present episode's pictures.</summary>
    public StereoRig Rig { get; private set; }

    public StereoFrame Pictures { get; }

    public StereoFrame Labels { get; }

    public StereoFrame Instances { get; }

    /// <summary>Depth of each pixel of the left picture, metres.</summary>
    public ImageLease Depth { get; }

    /// <summary>Depth of each pixel of the right picture.</summary>
    public ImageLease RightDepth { get; }

    /// <summary>Number of the episode.</summary>
    public int Number { get; private set; }

    public string Task { get; private set; } = "";

    public string Look { get; private set; } = "";

    public double FrameS => 1 / Camera.RateHz;

    public IReadOnlyList<SimArm> Arms => _world!.Arms;

    /// <summary>Begins an episode and plays it to a moment of its own.</summary>
    public void Begin(ulong seed, int number)
    {
        var random = SeededRandom.Stream(seed, 900);
        (Number, Task, Look) = (number, SimTasks.Names[number % SimTasks.Names.Count], Looks[number % Looks.Length]);
        var options = new SimOptions
        {
            Task = Task,
            WidthPx = _widthPx,
            HeightPx = _heightPx,
            Randomisation = RandomisationOptions.Of(Look),
            Realism = _realism ? RealismOptions.Published : RealismOptions.None,
        };
        _world = new(options.Validate());
        _driver = new(_world, _world.Task.MakeExpert());
        _driver.Begin(seed);
        _restS = 0;
        Play(random.Between(0.3, LongestWarmUpS));
        var d = options.Randomisation.Endoscope.Distortion;
        Rig = new(Camera, new(d.K1, d.K2, d.P1, d.P2, d.K3));
        _shift_ecm = Vec3.Zero;
        Place(ref random);
    }

    /// <summary>Plays on to the next picture and draws it.</summary>
    public void Next()
    {
        Play(FrameS);
        var scene = _world!.Snapshot();
        _renderer.Render(scene with { T_world_ecm = T_world_ecm }, Pictures, new RenderTruth { Labels = Labels, Instances = Instances, LeftDepth = Depth, RightDepth = RightDepth });
    }

    /// <summary>What one eye's picture truly shows.</summary>
    public TipSightTruth Sight(bool right) => right ? new(Labels.Right!, Instances.Right!, RightDepth) : new(Labels.Left, Instances.Left, Depth);

    /// <summary>Pose of the world in the left eye.</summary>
    public Pose<EyeFrame, WorldFrame> T_eye_world => (T_world_ecm * CameraConvention.T_ecm_eye).Inverse();

    public void Dispose()
    {
        Pictures.Dispose();
        Labels.Dispose();
        Instances.Dispose();
        Depth.Dispose();
        RightDepth.Dispose();
        _renderer.Dispose();
    }

    private Pose<WorldFrame, EcmFrame> T_world_ecm => _world!.Scene.T_world_ecm is var T ? T with { P = T * _shift_ecm } : default;

    // Moves the endoscope so that one arm's tip comes to a place of the picture and a depth that chance chooses.
    private void Place(ref SeededRandom random)
    {
        var arm = Arms[(int)(random.NextUnit() * Arms.Count)];
        var z = random.Between(NearestM, FarthestM);
        var eye = Camera.Intrinsics;
        var pixel = new ImagePoint(random.Between(0.3, 0.7) * eye.WidthPx, random.Between(0.3, 0.7) * eye.HeightPx);
        var wanted_eye = Rig.PointAt(pixel, eye.FxPx * Camera.BaselineM / z);
        var p_eye = TipTruth.Of(arm, T_eye_world, Rig).Ends_eye.Middle;
        _shift_ecm = CameraConvention.T_ecm_eye.R * (p_eye - wanted_eye);
    }

    private void Play(double seconds)
    {
        for (_restS += seconds; _restS >= SimWorld.StepS; _restS -= SimWorld.StepS)
        {
            _driver!.Step();
        }
    }

    private StereoFrame Rent(PixelFormat format) =>
        new(ImagePool.Shared.Rent(_widthPx, _heightPx, format), ImagePool.Shared.Rent(_widthPx, _heightPx, format));
}
