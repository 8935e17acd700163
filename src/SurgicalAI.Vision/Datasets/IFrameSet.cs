using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Vision.Datasets;

/// <summary>Pictures with label maps, whatever the form on disk. One thread at a time; open another for another thread.</summary>
public interface IFrameSet : IDisposable
{
    /// <summary>Name of the format ("endovis2015"); of a folder in our own form, that of the format it was imported from.</summary>
    string Name { get; }

    /// <summary>Labels of the maps, background included; empty for a set without labels.</summary>
    LabelSet Labels { get; }

    /// <summary>The frames, in a fixed order; their files may still turn out to be bad when they are read.</summary>
    IReadOnlyList<FrameEntry> Frames { get; }

    /// <summary>Reads a picture.</summary>
    /// <param name="index">Index into <see cref="Frames"/>.</param>
    /// <param name="bgr">Written: (height x width) of three bytes, BGR, at the frame's own size.</param>
    /// <exception cref="UserErrorException">The file is missing or corrupt; one line names it.</exception>
    void ReadPicture(int index, Mat bgr);

    /// <summary>Reads a label map.</summary>
    /// <param name="index">Index into <see cref="Frames"/>; the frame has labels.</param>
    /// <param name="labels">Written: (height x width) of one byte, the size of the picture; ids of <see cref="Labels"/> and <see cref="LabelSet.Ignore"/>.</param>
    /// <exception cref="UserErrorException">The file is missing or corrupt, has another size than the picture or an unknown value; one line names it.</exception>
    void ReadLabels(int index, Mat labels);
}
