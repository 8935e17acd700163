using OpenCvSharp;
using SurgicalAI.Vision.Evaluation;

namespace SurgicalAI.Tests.Native.Evaluation;

public sealed class CorruptionsTests
{
    public static TheoryData<string> Kinds => [.. Corruptions.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Apply_Stronger_IsFurtherFromThePicture(string kind)
    {
        using var picture = Picture();
        using var corruptions = new Corruptions(3);
        double[] distances = [.. Enumerable.Range(1, Corruptions.Strongest).Select(strength => Distance(picture, corruptions, kind, strength))];
        Assert.True(distances[0] > 0);
        Assert.Equal(distances.Order(), distances);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Apply_SameSeedAndFrame_SameBytes(string kind)
    {
        using var picture = Picture();
        using var original = picture.Clone();
        using var once = Corrupted(new(3), kind, picture);
        using var again = Corrupted(new(3), kind, picture);
        Assert.Equal(0, Cv2.Norm(once, again, NormTypes.INF));
        Assert.Equal(0, Cv2.Norm(picture, original, NormTypes.INF));
        Assert.Equal((picture.Size(), picture.Type()), (once.Size(), once.Type()));
    }

    [Fact]
    public void Apply_UnknownKind_Throws()
    {
        using var picture = Picture();
        using var corruptions = new Corruptions(3);
        Assert.Throws<ArgumentOutOfRangeException>(() => corruptions.Apply("rain", 1, 0, picture, picture));
    }

    private static double Distance(Mat picture, Corruptions corruptions, string kind, int strength)
    {
        using var corrupted = new Mat();
        corruptions.Apply(kind, strength, 0, picture, corrupted);
        return Cv2.Norm(picture, corrupted, NormTypes.L2);
    }

    private static Mat Corrupted(Corruptions corruptions, string kind, Mat picture)
    {
        using (corruptions)
        {
            var corrupted = new Mat();
            corruptions.Apply(kind, 3, 5, picture, corrupted);
            return corrupted;
        }
    }

    private static Mat Picture()
    {
        var picture = new Mat(480, 640, MatType.CV_8UC3, new Scalar(70, 60, 140));
        Cv2.Circle(picture, new Point(320, 240), 140, new Scalar(170, 175, 180), -1);
        Cv2.Line(picture, new Point(0, 80), new Point(639, 400), new Scalar(30, 20, 60), 9);
        return picture;
    }
}
