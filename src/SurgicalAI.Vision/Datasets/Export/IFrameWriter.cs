using OpenCvSharp;

namespace SurgicalAI.Vision.Datasets.Export;

/// <summary>Writes frames in one form.</summary>
internal interface IFrameWriter
{
    /// <summary>Writes a frame.</summary>
    /// <param name="index">Index into the set's frames.</param>
    /// <param name="picture">BGR.</param>
    /// <param name="labels">Ids, of the same size; not looked at when the frame has no labels.</param>
    void Add(int index, Mat picture, Mat labels);

    /// <summary>Writes what describes the frames.</summary>
    void Finish();
}
