namespace SurgicalAI.Core.Frames;

/// <summary>Marks a type that names a coordinate frame; it has no value of its own.</summary>
public interface IFrame;

/// <summary>Scene frame. Origin on the phantom's surface below the workspace's centre; X right, Y away from the operator, Z up.</summary>
public readonly struct WorldFrame : IFrame;

/// <summary>Base of a PSM: origin at the remote centre of motion (RCM), axes of dVRK's frame 0 (modified DH).</summary>
public readonly struct BaseFrame : IFrame;

/// <summary>Base of the endoscope manipulator: origin at its remote centre of motion (RCM), axes of dVRK's frame 0 (modified DH).</summary>
public readonly struct EcmBaseFrame : IFrame;

/// <summary>Tool tip of a PSM: origin on the wrist-yaw link, dVRK's tooltip axes.</summary>
public readonly struct ToolFrame : IFrame;

/// <summary>Endoscope, arm convention (ISI): X left, Y up, Z away from the operator. <c>measured_cp</c> is expressed here.</summary>
public readonly struct EcmFrame : IFrame;

/// <summary>Left camera, OpenCV convention: X right, Y down, Z forward. Used inside Vision and rendering only.</summary>
public readonly struct EyeFrame : IFrame;
