using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Inference.Onnx;
using SurgicalAI.Learning.Onnx;
using SurgicalAI.Learning.Scenes.Augment;
using SurgicalAI.Learning.Scenes.Data;
using SurgicalAI.Vision.Evaluation;
using SurgicalAI.Vision.Segmentation;
using SurgicalAI.Vision.Segmentation.Cells;
using static TorchSharp.torch;

namespace SurgicalAI.Tests.Native.Learning.Scenes;

[Collection(TorchAlone.Name)]
public sealed class CoreEngineTests
{
    [Theory]
    [InlineData(320, 256, false, 1, true)]
    [InlineData(320, 256, true, 2, true)]
    [InlineData(160, 128, false, 2, true)]
    [InlineData(131, 97, false, 1, true)]
    [InlineData(500, 375, false, 2, false)]
    public void Run_CutCoreAndWholeGraph_GiveTheSameMaps(int width, int height, bool noise, int threads, bool normalise)
    {
        using var files = new SmallSceneModel(normalise);
        using var cut = PictureEngine.Load(files.Open(), new() { Threads = threads });
        using var whole = new WholeEngine(OnnxModel.Load(files.Open(), new() { Threads = threads }), files.HeightPx, files.WidthPx);
        Assert.IsType<CoreEngine>(cut);
        for (var seed = 0; seed < 3; seed++)
        {
            var picture = SmallSceneModel.Picture(width, height, seed, noise);
            cut.Run(picture, width, height);
            whole.Run(picture, width, height);
            var different = Count(cut.Labels, whole.Labels, 0);
            Assert.True(different <= 0.001 * cut.Labels.Length, $"{different} labels differ");
            Assert.True(Count(cut.Doubt, whole.Doubt, 1) <= 0.001 * cut.Doubt.Length && Count(cut.Doubt, whole.Doubt, 2) == 0, "doubt");
            Assert.Equal(0, Count(cut.Lesion, whole.Lesion, 1));
            Assert.True(whole.Labels.ToArray().Distinct().Count() > 2 && whole.Doubt.ToArray().Distinct().Count() > 50, "the pictures say nothing");
        }
    }

    [Theory]
    [InlineData(640, 512)]
    [InlineData(641, 511)]
    [InlineData(320, 256)]
    [InlineData(1280, 1024)]
    [InlineData(96, 77)]
    public void Resize_AnySize_IsOnnxRuntimesToTheBitAndTheTrainingsWithinOneLevel(int width, int height)
    {
        var picture = SmallSceneModel.Picture(width, height, 1, noise: width == 641);
        using var planes = new TensorBuffer<float>(1, 3, 256, 320);
        using var resizer = new PictureResizer(width, height, planes);
        resizer.Resize(picture);
        var theirs = ByOnnxRuntime(picture, width, height);
        using var frame = SceneFrames.Rendered(picture, new byte[width * height], width, height);
        using var trained = new SceneWarp(new(320, 256)).Of(frame, null, 0);
        var warped = trained.Picture.AsSpan<byte>();
        var (sum, worst) = (0.0, 0.0);
        for (var i = 0; i < 3 * 320 * 256; i++)
        {
            var ours = planes.Span[(i % 3 * 320 * 256) + (i / 3)];
            Assert.Equal(theirs[i], ours);
            var (x, y) = (i / 3 % 320, i / 3 / 320);
            if (x is > 1 and < 318 && y is > 1 and < 254)
            {
                // Whole numbers there are rounded, here rounded down: half a level, the same everywhere, that normalising takes away.
                var difference = warped[i] - ours - 0.5;
                (sum, worst) = (sum + difference, Math.Max(worst, Math.Abs(difference)));
            }
        }

        Assert.InRange(sum / (3 * 316 * 252), -0.55, 0.55);
        Assert.InRange(worst, 0, width == 641 ? 5.5 : 2.5);
    }

    [Fact]
    public void Run_AfterTheFirst_AllocatesNothingInAnyThread()
    {
        using var files = new SmallSceneModel();
        using var engine = SceneSegmenter.Load(files.Open(), new() { Threads = 2 });
        var picture = SmallSceneModel.Picture(320, 256, 1);
        for (var i = 0; i < 5; i++)
        {
            engine.Segment(picture, 320, 256);
        }

        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < 20; i++)
        {
            engine.Segment(picture, 320, 256);
        }

        // Other threads of the test runner may allocate; a byte array of a frame would be 4 MB.
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 65536);
    }

    [Fact]
    public void Load_FileWithoutNotes_RunsTheWholeGraph()
    {
        using var files = new SmallSceneModel();
        var file = OnnxFile.Read(files.Open());
        Assert.NotNull(CellForm.Of(file));
        using var small = new Inference.TinyOnnx();
        using var engine = PictureEngine.Load(small.Open(), new());
        Assert.IsType<WholeEngine>(engine);
    }

    [Fact]
    public void Cut_TensorThatIsNotThere_IsAUserErrorOfOneLine()
    {
        using var files = new SmallSceneModel();
        var file = OnnxFile.Read(files.Open());
        var part = CellForm.Of(file)!.Part;
        Assert.DoesNotContain('\n', Assert.Throws<UserErrorException>(() => file.Cut(part with { Input = "nowhere" })).Message);
        Assert.DoesNotContain('\n', Assert.Throws<UserErrorException>(() => file.Cut(part with { Output = "nowhere" })).Message);
    }

    [Fact]
    public void Load_NetworkUnderTest_TakesItsLabelsFromTheCard()
    {
        using var files = new SmallSceneModel(change: card => card with { Classes = [], Labels = [new() { Id = 0, Name = "background", Kind = "other" }, new() { Id = 3, Name = "hook", Kind = "instrument" }] });
        using var network = NetworkUnderTest.Load(files.Open(), new());
        Assert.Equal(["background", "hook"], network.Labels.Definitions.Select(d => d.Name));
        var answer = network.Segment(SmallSceneModel.Picture(320, 256, 1), 320, 256);
        Assert.Equal(files.WidthPx * files.HeightPx, answer.Lesion.Length);
    }

    private static float[] ByOnnxRuntime(byte[] picture, int width, int height)
    {
        var graph = new OnnxGraphBuilder("resize");
        var frames = graph.Input("frames", OnnxType.UInt8, "N", "H", "W", 3);
        graph.Output("pictures", graph.ResizeLinearChannelsLast(frames, 256, 320), OnnxType.UInt8, "N", 256, 320, 3);
        using var scope = NewDisposeScope();
        return [.. OnnxCheck.Run(graph.ToBytes(), new Dictionary<string, Tensor> { ["frames"] = tensor(picture, [1, height, width, 3]) }, "pictures").data<float>()];
    }

    private static int Count(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int tolerance)
    {
        var count = 0;
        for (var i = 0; i < a.Length; i++)
        {
            count += Math.Abs(a[i] - b[i]) > tolerance ? 1 : 0;
        }

        return count;
    }
}
