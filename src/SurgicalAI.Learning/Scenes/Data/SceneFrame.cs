using OpenCvSharp;

namespace SurgicalAI.Learning.Scenes.Data;

/// <summary>A frame to train or to validate on; all three of one size.</summary>
/// <param name="Picture">Three bytes, blue-green-red.</param>
/// <param name="Labels">One byte: values of <see cref="PixelMeanings"/>.</param>
/// <param name="Lesion">One byte: 1 lesion, 0 none, 255 not known.</param>
/// <param name="Group">Patient, centre or other group; empty for rendered frames.</param>
internal sealed record SceneFrame(Mat Picture, Mat Labels, Mat Lesion, string Group) : IDisposable
{
    public const byte LesionUnknown = 255;

    public void Dispose()
    {
        Picture.Dispose();
        Labels.Dispose();
        Lesion.Dispose();
    }
}
