using System.Numerics;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Tests.Native.Sim;

public sealed class MotionWarpTests
{
    private const int BeforeSteps = 400;
    private const int BetweenSteps = 100;

    // The endoscope moves by as much along its axis meanwhile.
    private const float MaxDepthM = 0.012f;

    // Two pictures of an episode, a fifth of a second apart: carried along by the motion, the first is the second, but where
    // something came into sight. Without the motion it is not, or the test would show nothing.
    [Theory]
    [InlineData("bi-peg-transfer", "none")]
    [InlineData("tissue-retraction", "none")]
    [InlineData("ecm-track", "none")]
    [InlineData("bi-peg-transfer", "surgical")]
    [InlineData("ecm-track", "surgical")]
    public void Render_PictureBeforeCarriedByItsMotion_IsThePictureNow(string task, string look)
    {
        var options = new SimOptions { Task = task, Randomisation = RandomisationOptions.Of(look) };
        using var view = new RenderedView(options.Camera);
        var world = new SimWorld(options);
        var driver = new TaskDriver(world, world.Task.MakeExpert());
        driver.Begin(1);
        Play(driver, BeforeSteps);
        view.DrawMotion(world.Snapshot());
        var before = new Maps(view);
        Play(driver, BetweenSteps);
        view.DrawMotion(world.Snapshot());
        var now = new Maps(view);
        var carried = Compare(before, now, view, motion => motion);
        var kept = Compare(before, now, view, _ => Vector2.Zero);
        Assert.True(carried.Pixels > 5000, $"{carried.Pixels} pixels moved");
        Assert.True(carried.Wrong < Math.Min(0.06, kept.Wrong), $"{carried.Wrong:P1} wrong, {kept.Wrong:P1} without the motion");
        Assert.True(carried.Grey < 0.65 * kept.Grey, $"off by {carried.Grey:F1} grey levels, by {kept.Grey:F1} without the motion");
    }

    private static void Play(TaskDriver driver, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            driver.Step();
        }
    }

    // Over the pixels that moved: the share with another label, instance or depth than before, and the mean difference of green.
    private static (int Pixels, double Wrong, double Grey) Compare(Maps before, Maps now, RenderedView view, Func<Vector2, Vector2> motion)
    {
        var (pixels, wrong, grey) = (0, 0, 0);
        var (width, height) = (view.Labels.Left.WidthPx, view.Labels.Left.HeightPx);
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = (i % width, i / width);
            var moved = view.MotionAt(x, y);
            var from = new Vector2(x, y) - motion(moved);
            var (column, row) = ((int)MathF.Round(from.X), (int)MathF.Round(from.Y));
            if (moved.Length() > 2 && column >= 0 && row >= 0 && column < width && row < height)
            {
                var j = (row * width) + column;
                pixels++;
                wrong += before.Labels[j] != now.Labels[i] || before.Instances[j] != now.Instances[i] || Math.Abs(before.DepthM[j] - now.DepthM[i]) > MaxDepthM ? 1 : 0;
                grey += Math.Abs(before.Picture[(3 * j) + 1] - now.Picture[(3 * i) + 1]);
            }
        }

        return (pixels, wrong / (double)pixels, grey / (double)pixels);
    }

    private sealed record Maps(byte[] Labels, byte[] Instances, float[] DepthM, byte[] Picture)
    {
        public Maps(RenderedView view)
            : this([.. view.Labels.Left.Bytes], [.. view.Instances.Left.Bytes], [.. view.LeftDepth.Floats()], [.. view.Pictures.Left.Bytes])
        {
        }
    }
}
