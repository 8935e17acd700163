using SurgicalAI.Core.Files;
using SurgicalAI.Core.Outcomes;
using TorchSharp.Modules;

namespace SurgicalAI.Learning.Scenes;

/// <summary>What an interrupted training needs to go on; written between epochs, whole or not at all.</summary>
/// <param name="path">The file.</param>
/// <param name="identity">Text of all that must be equal for a training to go on.</param>
internal sealed class SceneCheckpoint(string path, string identity)
{
    /// <summary>True when there is something to go on from.</summary>
    public bool Exists => File.Exists(path);

    /// <summary>Saves the state.</summary>
    public void Save(SceneProgress progress, SceneNet net, SceneNet mean, AdamW optimiser) => AtomicFile.Write(path, file =>
    {
        using var writer = new BinaryWriter(file, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(identity);
        progress.Write(writer);
        _ = net.save(writer);
        _ = mean.save(writer);
        optimiser.save_state_dict(writer);
    });

    /// <summary>Restores the state.</summary>
    /// <exception cref="UserErrorException">The file belongs to a training with other options, or is damaged.</exception>
    public SceneProgress Load(SceneNet net, SceneNet mean, AdamW optimiser)
    {
        try
        {
            using var reader = new BinaryReader(File.OpenRead(path));
            if (reader.ReadString() != identity)
            {
                throw new UserErrorException($"{path} belongs to a training with other options: delete it to start anew, or use the same options.");
            }

            var progress = SceneProgress.Read(reader);
            _ = net.load(reader);
            _ = mean.load(reader);
            optimiser.load_state_dict(reader);
            return progress;
        }
        catch (IOException e)
        {
            throw new UserErrorException($"{path} is damaged ({e.Message}): delete it to start anew.", e);
        }
    }
}
