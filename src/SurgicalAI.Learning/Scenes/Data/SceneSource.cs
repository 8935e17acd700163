namespace SurgicalAI.Learning.Scenes.Data;

/// <summary>Frames of one labelled set; sets take turns in a batch, however large they are.</summary>
/// <param name="Name">Its name, for the card.</param>
/// <param name="KnowsInstruments">True when its labels tell of instruments, so that few need to be laid over.</param>
/// <param name="Frames">The frames that are learnt from; at least one.</param>
internal sealed record SceneSource(string Name, bool KnowsInstruments, List<SceneFrame> Frames);
