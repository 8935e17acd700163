using OpenCvSharp;
using SurgicalAI.App.Engine;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Time;
using SurgicalAI.Pipeline.Engine;
using SurgicalAI.Pipeline.Operators;
using SurgicalAI.Vision.Quality;

namespace SurgicalAI.Tests.Native.App;

public sealed class OverlayRecorderTests : IDisposable
{
    private static readonly Scalar Tissue = new(60, 70, 170);
    private static readonly Scalar Drape = new(160, 110, 60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("recorder-");
    private readonly ImagePool _pool = new();

    [Theory]
    [InlineData(true, 4, 5)]
    [InlineData(false, 9, 0)]
    public void OnNext_FramesOutsideTheBody_AreNotWrittenUnlessAskedFor(bool guarded, int written, int withheld)
    {
        var camera = new StereoCamera(CameraIntrinsics.FromHorizontalFov(64, 48, 1), 0, 30);
        using (var recorder = new OverlayRecorder(Path.Combine(_folder.FullName, "x.mp4"), camera, null, guarded ? new BodyGate(framesToReturn: 3) : null))
        {
            Scalar[] frames = [Tissue, Tissue, Drape, Drape, Drape, Tissue, Tissue, Tissue, Tissue];
            foreach (var (colour, number) in frames.Select((c, i) => (c, i)))
            {
                recorder.OnNext(new(View(colour), number + 1, number));
            }

            Assert.Equal((written, withheld), (recorder.Count, recorder.Withheld));
        }

        Assert.Equal(0, _pool.LentCount);
    }

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Delete(recursive: true);
    }

    private EngineView View(Scalar colour)
    {
        var picture = _pool.Rent(64, 48, PixelFormat.Bgr8);
        using var mat = Mat.FromPixelData(48, 64, MatType.CV_8UC3, picture.Address);
        _ = mat.SetTo(colour);
        var labels = _pool.Rent(32, 24, PixelFormat.Gray8);
        labels.Bytes.Clear();
        var none = new Fault(FaultCode.NotAllowed, "none");
        return new(new SegmentedFrame(new(picture, null), new(labels, null)), none, none, 0);
    }
}
