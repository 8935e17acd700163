using SurgicalAI.Core.Files;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Learning.Training;
using TorchSharp.Modules;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>State of a training at the end of an epoch: network, optimiser, the best network so far.</summary>
internal sealed class SegmentationCheckpoint(string path, string options)
{
    /// <summary>Writes network and optimiser with the epoch and what was best.</summary>
    public void Save(SegmentationNet net, AdamW optimiser, int epochsDone, double bestIou, byte[] best) => AtomicFile.Write(path, file =>
    {
        using var writer = new BinaryWriter(file);
        writer.Write(options);
        writer.Write(epochsDone);
        writer.Write(bestIou);
        writer.Write(best.Length);
        writer.Write(best);
        _ = net.save(writer);
        optimiser.save_state_dict(writer);
    });

    /// <summary>Restores what was saved; with no file nothing happens.</summary>
    /// <exception cref="UserErrorException">The file belongs to a training with other options, or is damaged.</exception>
    public (int EpochsDone, double BestIou, byte[] Best) Load(SegmentationNet net, AdamW optimiser)
    {
        if (!File.Exists(path))
        {
            return (0, double.NegativeInfinity, []);
        }

        using var reader = new BinaryReader(File.OpenRead(path));
        if (reader.ReadString() != options)
        {
            throw new UserErrorException($"{path} belongs to a training with other options: delete it to start anew, or use the same options.");
        }

        var epochs = reader.ReadInt32();
        var iou = reader.ReadDouble();
        var best = reader.ReadBytes(reader.ReadInt32());
        _ = net.load(reader);
        optimiser.load_state_dict(reader);
        return (epochs, iou, best);
    }

    /// <summary>Removes the file of a finished training.</summary>
    public void Delete() => File.Delete(path);
}
