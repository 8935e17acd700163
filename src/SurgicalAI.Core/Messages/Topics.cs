namespace SurgicalAI.Core.Messages;

/// <summary>How a topic is carried.</summary>
public enum Delivery
{
    /// <summary>State: retained, so that a late joiner has the newest; QoS 0.</summary>
    State = 0,

    /// <summary>Motion or advice: QoS 0, with expiry, never retained, refused when it arrives retained.</summary>
    Motion,

    /// <summary>Request or event: QoS 1, not retained.</summary>
    Event,
}

/// <summary>A topic below <c>surgicalai/ROBOT/ARM/</c> and the message it carries.</summary>
/// <typeparam name="T">Message type.</typeparam>
/// <param name="Suffix">CRTK word or ours, for example "measured_cp" or "jaw/measured_js".</param>
/// <param name="Delivery">How it is carried.</param>
/// <param name="Arm">The one arm that has this topic; null when every arm has it.</param>
/// <param name="IsRequest">True when the robot answers each message on <see cref="Topics.Answer"/>.</param>
public sealed record Topic<T>(string Suffix, Delivery Delivery, string? Arm = null, bool IsRequest = false);

/// <summary>Every topic of the wire; <c>docs/asyncapi.yaml</c> says the same and a test compares the two.</summary>
public static class Topics
{
    /// <summary>Name of the endoscope's arm.</summary>
    public const string EndoscopeArm = "ecm";

    /// <summary>Joint positions and velocities.</summary>
    public static Topic<JointStateMessage> MeasuredJs { get; } = new("measured_js", Delivery.State);

    /// <summary>Joint setpoint.</summary>
    public static Topic<JointStateMessage> SetpointJs { get; } = new("setpoint_js", Delivery.State);

    /// <summary>Tool pose.</summary>
    public static Topic<CartesianStateMessage> MeasuredCp { get; } = new("measured_cp", Delivery.State);

    /// <summary>Tool pose of the setpoint.</summary>
    public static Topic<CartesianStateMessage> SetpointCp { get; } = new("setpoint_cp", Delivery.State);

    /// <summary>Jaw opening.</summary>
    public static Topic<JawStateMessage> JawMeasuredJs { get; } = new("jaw/measured_js", Delivery.State);

    /// <summary>CRTK operating state.</summary>
    public static Topic<OperatingStateMessage> OperatingState { get; } = new("operating_state", Delivery.State);

    /// <summary>CRTK state command.</summary>
    public static Topic<StateCommandMessage> StateCommand { get; } = new("state_command", Delivery.Event, IsRequest: true);

    /// <summary>Tool pose wanted now.</summary>
    public static Topic<ServoCpMessage> ServoCp { get; } = new("servo_cp", Delivery.Motion);

    /// <summary>Joint positions wanted now.</summary>
    public static Topic<ServoJpMessage> ServoJp { get; } = new("servo_jp", Delivery.Motion);

    /// <summary>Tool pose to travel to.</summary>
    public static Topic<ServoCpMessage> MoveCp { get; } = new("move_cp", Delivery.Motion);

    /// <summary>Joint positions to travel to.</summary>
    public static Topic<ServoJpMessage> MoveJp { get; } = new("move_jp", Delivery.Motion);

    /// <summary>Jaw opening wanted now.</summary>
    public static Topic<JawServoMessage> JawServoJp { get; } = new("jaw/servo_jp", Delivery.Motion);

    /// <summary>Joint positions and velocities of the endoscope's arm.</summary>
    public static Topic<EcmJointStateMessage> EcmMeasuredJs { get; } = new("measured_js", Delivery.State, EndoscopeArm);

    /// <summary>Joint setpoint of the endoscope's arm.</summary>
    public static Topic<EcmJointStateMessage> EcmSetpointJs { get; } = new("setpoint_js", Delivery.State, EndoscopeArm);

    /// <summary>Pose of the endoscope.</summary>
    public static Topic<EcmCartesianStateMessage> EcmMeasuredCp { get; } = new("measured_cp", Delivery.State, EndoscopeArm);

    /// <summary>Joint positions of the endoscope's arm wanted now.</summary>
    public static Topic<EcmServoJpMessage> EcmServoJp { get; } = new("servo_jp", Delivery.Motion, EndoscopeArm);

    /// <summary>Joint positions of the endoscope's arm to travel to.</summary>
    public static Topic<EcmServoJpMessage> EcmMoveJp { get; } = new("move_jp", Delivery.Motion, EndoscopeArm);

    /// <summary>Stop and keep the setpoint.</summary>
    public static Topic<HoldMessage> Hold { get; } = new("hold", Delivery.Event);

    /// <summary>Advice of the engine.</summary>
    public static Topic<SuggestionMessage> Suggestion { get; } = new("suggestion", Delivery.Motion);

    /// <summary>Tips of the tools in a picture.</summary>
    public static Topic<TipsMessage> Tips { get; } = new("tips", Delivery.Motion);

    /// <summary>Decision of the operator.</summary>
    public static Topic<DecisionMessage> Decision { get; } = new("decision", Delivery.Motion);

    /// <summary>Mode in force.</summary>
    public static Topic<ModeMessage> Mode { get; } = new("mode", Delivery.State);

    /// <summary>Mode wished for.</summary>
    public static Topic<ModeMessage> ModeCommand { get; } = new("mode_command", Delivery.Event, IsRequest: true);

    /// <summary>The robot's answer to a state or mode command.</summary>
    public static Topic<AnswerMessage> Answer { get; } = new("answer", Delivery.Event);

    /// <summary>Who commands the arm.</summary>
    public static Topic<LeaseMessage> OperatorLease { get; } = new("operator/lease", Delivery.State);

    /// <summary>Request for the lease, hand-over, release.</summary>
    public static Topic<LeaseCommandMessage> OperatorLeaseCommand { get; } = new("operator/lease_command", Delivery.Event);

    /// <summary>Sign of life of engine and consoles. An event, not motion: beats with a wrong clock must arrive to be noticed.</summary>
    public static Topic<HeartbeatMessage> Heartbeat { get; } = new("heartbeat", Delivery.Event);

    /// <summary>Transitions and refusals at the arm, with their reasons.</summary>
    public static Topic<EventMessage> Event { get; } = new("event", Delivery.Event);

    /// <summary>The simulator's task.</summary>
    public static Topic<SceneMessage> Scene { get; } = new("scene", Delivery.State);

    /// <summary>When advice reached the arm.</summary>
    public static Topic<LatencyMessage> Latency { get; } = new("latency", Delivery.Event);

    /// <summary>Well-being of the robot side.</summary>
    public static Topic<HealthMessage> HealthRobot { get; } = new("health/robot", Delivery.State);

    /// <summary>Well-being of the engine.</summary>
    public static Topic<HealthMessage> HealthEngine { get; } = new("health/engine", Delivery.State);
}
