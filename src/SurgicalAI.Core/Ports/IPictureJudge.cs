using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Core.Ports;

/// <summary>Says how far a picture can be trusted, before anything is recognised in it. Not thread-safe; one call at a time.</summary>
public interface IPictureJudge
{
    /// <summary>Judges a frame. Hot path: no allocation.</summary>
    /// <param name="pictures">Not disposed here.</param>
    /// <returns>By how much confidence is to be lowered: 1 for a good picture, 0 for one that shows nothing of use.</returns>
    double Trust(StereoFrame pictures);
}
