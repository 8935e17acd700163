namespace SurgicalAI.Learning.Scenes;

/// <summary>One epoch's figures.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="Loss">Mean of its steps.</param>
/// <param name="Score">Validation after it.</param>
internal readonly record struct SceneEpoch(int Epoch, double Loss, SceneScore Score);

/// <summary>How far a training has come.</summary>
internal sealed class SceneProgress
{
    /// <summary>The epochs done.</summary>
    public List<SceneEpoch> Epochs { get; } = [];

    /// <summary>Index of the best epoch, or -1.</summary>
    public int BestIndex { get; private set; } = -1;

    /// <summary>Weights after the best epoch.</summary>
    public byte[] Best { get; private set; } = [];

    /// <summary>Epochs since the best one.</summary>
    public int SinceBest => Epochs.Count - 1 - BestIndex;

    /// <summary>Adds an epoch; its weights are asked for when it is the best so far.</summary>
    public void Add(in SceneEpoch epoch, Func<byte[]> weights)
    {
        Epochs.Add(epoch);
        if (BestIndex < 0 || epoch.Score.Mean > Epochs[BestIndex].Score.Mean)
        {
            (BestIndex, Best) = (Epochs.Count - 1, weights());
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Epochs.Count);
        foreach (var epoch in Epochs)
        {
            writer.Write(epoch.Epoch);
            writer.Write(epoch.Loss);
            writer.Write(epoch.Score.SimulatorIou);
            writer.Write(epoch.Score.CompositeIou);
            writer.Write(epoch.Score.LesionDice);
            writer.Write(epoch.Score.InstrumentIou);
        }

        writer.Write(BestIndex);
        writer.Write(Best.Length);
        writer.Write(Best);
    }

    public static SceneProgress Read(BinaryReader reader)
    {
        var progress = new SceneProgress();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            progress.Epochs.Add(new(reader.ReadInt32(), reader.ReadDouble(), new(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble())));
        }

        progress.BestIndex = reader.ReadInt32();
        progress.Best = reader.ReadBytes(reader.ReadInt32());
        return progress;
    }
}
