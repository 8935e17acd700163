namespace SurgicalAI.App.Evaluation;

/// <summary>Which episodes are played, and by how many threads.</summary>
/// <param name="Seed">Seed of the first one; the others follow it, so that any one can be played alone.</param>
/// <param name="Episodes">How many, at least 1.</param>
/// <param name="Workers">Threads, at least 1.</param>
internal readonly record struct EpisodeRange(ulong Seed, int Episodes, int Workers)
{
    /// <summary>Seed of an episode.</summary>
    public ulong SeedOf(int episode) => Seed + (ulong)episode;
}
