using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Core.Ports;

/// <summary>An endoscope: simulator, video file, camera device or stream.</summary>
public interface ICamera : IDisposable
{
    /// <summary>Where the pictures come from, as the person named it.</summary>
    string Name { get; }

    /// <summary>Geometry and rate; a stereo camera with a baseline of 0 is monoscopic.</summary>
    StereoCamera Model { get; }

    /// <summary>True when frames come at their own pace and are lost if not read; false for a file read at will.</summary>
    bool IsLive { get; }

    /// <summary>Waits for the next frame, stamped at capture. The caller disposes it.</summary>
    /// <returns>The frame, or <see cref="FaultCode.EndOfStream"/>, <see cref="FaultCode.FrameLost"/> (call again) or <see cref="FaultCode.SourceLost"/>.</returns>
    Outcome<Stamped<StereoFrame>> Read(CancellationToken cancellation);
}
