using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Rendering;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Tests.Native.Sim;

public sealed class MotionBlurTests
{
    private const int StepsBetween = 16;
    private static readonly SimOptions Options = new() { Randomisation = RandomisationOptions.Surgical };
    private static readonly Vec3 Start = new(-0.004, 0.005, 0.03);

    [Fact]
    public void Render_StillScene_HasTheSameBitsWithAndWithoutAShutter()
    {
        var scene = Ball(Start, 0);
        Assert.Equal(Picture(0, scene, Ball(Start, StepsBetween)), Picture(1, scene, Ball(Start, StepsBetween)));
        Assert.Equal(Picture(0, scene), Picture(1, scene));
    }

    [Theory]
    [InlineData(0.004, 0)]
    [InlineData(0, 0.004)]
    public void Render_MovedBall_IsSmearedAlongItsMotionAndSharpAcross(double rightM, double upM)
    {
        var (from, to) = (Ball(Start, 0), Ball(Start + new Vec3(rightM, upM, 0), StepsBetween));
        var (sharp, smeared) = (View.Of(0, from, to), View.Of(1, from, to));
        Assert.Equal(sharp.Labels, smeared.Labels);
        var (beside, above) = (smeared.SlopeBeside / (double)sharp.SlopeBeside, smeared.SlopeAbove / (double)sharp.SlopeAbove);
        var (along, across) = rightM != 0 ? (beside, above) : (above, beside);
        Assert.InRange(along, 0.1, 0.45);
        Assert.InRange(across, 0.8, 1.05);
    }

    [Fact]
    public void Render_MovingBall_GivesTheSameBitsAgainAndAllocatesNothing()
    {
        using var view = new RenderedView(Options.Camera);
        var scenes = Enumerable.Range(0, 5).Select(i => Ball(Start + new Vec3(0.002 * i, 0, 0), StepsBetween * i)).ToArray();
        view.DrawAll(scenes[0]);
        view.DrawAll(scenes[1]);
        byte[] first = [.. view.Pictures.Left.Bytes];
        view.DrawAll(scenes[2]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        view.DrawAll(scenes[3]);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        view.DrawAll(scenes[0]);
        view.DrawAll(scenes[1]);
        Assert.Equal(first, view.Pictures.Left.Bytes);
    }

    private static SceneState Ball(Vec3 centre, long step) => new BodiesSceneBuilder()
        .Rigid(new(VisualKind.Sphere, new(0.008, 0, 0)), centre, SceneMaterial.Block, 42)
        .Build(Options) with { Step = step };

    private static byte[] Picture(float shutter, params SceneState[] scenes) => View.Of(shutter, scenes).Picture;

    // Left picture of the last of some scenes, without noise and without an exposure that changes with it.
    private sealed record View(byte[] Picture, byte[] Labels)
    {
        private const int NearPx = 6;

        public static View Of(float shutter, params SceneState[] scenes)
        {
            using var view = new RenderedView(Options.Camera);
            foreach (var scene in scenes)
            {
                var optics = scene.Look.Optics with { Shutter = shutter, AutoExposure = 0, Glare = 0 };
                view.DrawAll(scene with { Look = scene.Look with { NoiseLevel = 0, Optics = optics } });
            }

            return new([.. view.Pictures.Left.Bytes], [.. view.Labels.Left.Bytes]);
        }

        /// <summary>Steepest change of blue from pixel to pixel through the ball's left edge.</summary>
        public int SlopeBeside => Steepest(besides: true);

        /// <summary>The same through its upper edge.</summary>
        public int SlopeAbove => Steepest(besides: false);

        private int Steepest(bool besides)
        {
            var ball = Enumerable.Range(0, Labels.Length).Where(i => Labels[i] == (byte)SegmentationClass.Block).ToList();
            var (left, top) = (ball.Min(i => i % Options.WidthPx), ball.Min(i => i / Options.WidthPx));
            var (column, row) = ((int)ball.Average(i => i % Options.WidthPx), (int)ball.Average(i => i / Options.WidthPx));
            int Blue(int along) => Picture[3 * (((besides ? row : top + along) * Options.WidthPx) + (besides ? left + along : column))];
            return Enumerable.Range(-NearPx, 2 * NearPx).Max(i => Math.Abs(Blue(i + 1) - Blue(i)));
        }
    }
}
