using System.Security.Cryptography;
using System.Text;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Vision.Datasets;

/// <summary>
/// Splits that do not leak: a group goes to one part as a whole, and two groups that share a picture, byte for byte, count as one. A picture that
/// more groups share is a placeholder screen (out of body, no signal), says nothing of a patient and joins nothing. The same groups, parts and
/// seed give the same split, whatever the order of the frames.
/// </summary>
public static class GroupSplit
{
    /// <summary>Groups in which a picture must occur to be taken for a placeholder screen.</summary>
    public const int PlaceholderGroups = 3;

    /// <summary>Assigns groups to parts.</summary>
    /// <param name="frames">Group and hash of each frame; the hash may be empty when none is known.</param>
    /// <param name="parts">Names of the parts and their shares of the frames; shares count relative to each other.</param>
    /// <param name="seed">Seed.</param>
    /// <returns>Part of each group.</returns>
    /// <exception cref="UserErrorException">There are fewer independent groups than parts.</exception>
    public static IReadOnlyDictionary<string, string> Make(IReadOnlyList<(string Group, string Sha256)> frames, IReadOnlyList<(string Name, double Share)> parts, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(parts);
        var wanted = parts.Where(part => part.Share > 0).ToArray();
        var clusters = Clusters(frames).OrderBy(cluster => Order(cluster.Groups[0], seed), StringComparer.Ordinal).ToArray();
        if (wanted.Length == 0 || !wanted.All(part => double.IsFinite(part.Share)))
        {
            throw new UserErrorException("At least one part needs a share above 0, and none an infinite one.");
        }

        if (clusters.Length < wanted.Length)
        {
            throw new UserErrorException($"{clusters.Length} independent group(s) cannot fill {wanted.Length} parts ({string.Join(", ", wanted.Select(w => w.Name))}): a group is never cut, so ask for fewer parts.");
        }

        return Assign(clusters, wanted, frames.Count);
    }

    /// <summary>Puts named groups into one part and all others into another.</summary>
    /// <param name="groups">All groups.</param>
    /// <param name="heldOut">Groups for <paramref name="heldOutPart"/>.</param>
    /// <param name="heldOutPart">Name of their part.</param>
    /// <param name="restPart">Name of the part of the others.</param>
    /// <exception cref="UserErrorException">A held-out group is none of the groups, or none is left.</exception>
    public static IReadOnlyDictionary<string, string> HoldOut(IEnumerable<string> groups, IReadOnlyCollection<string> heldOut, string heldOutPart = "test", string restPart = "train")
    {
        ArgumentNullException.ThrowIfNull(heldOut);
        var all = groups.Distinct().Order(StringComparer.Ordinal).ToArray();
        if (heldOut.FirstOrDefault(group => !all.Contains(group)) is { } unknown)
        {
            throw new UserErrorException($"Group '{unknown}' is not in the set; its groups are {string.Join(", ", all)}.");
        }

        return all.All(heldOut.Contains)
            ? throw new UserErrorException("Every group is held out, so that none is left to train on.")
            : all.ToDictionary(group => group, group => heldOut.Contains(group) ? heldOutPart : restPart);
    }

    // In seeded order, each cluster goes where the most frames are lacking; the last ones first fill parts that have none.
    private static Dictionary<string, string> Assign((string[] Groups, int Frames)[] clusters, (string Name, double Share)[] parts, int frames)
    {
        var total = parts.Sum(part => part.Share);
        var lacking = parts.Select(part => part.Share / total * frames).ToArray();
        var filled = new bool[parts.Length];
        var split = new Dictionary<string, string>();
        for (var i = 0; i < clusters.Length; i++)
        {
            var onlyEmpty = clusters.Length - i <= filled.Count(full => !full);
            var part = Enumerable.Range(0, parts.Length).Where(p => !onlyEmpty || !filled[p]).MaxBy(p => lacking[p]);
            (filled[part], lacking[part]) = (true, lacking[part] - clusters[i].Frames);
            foreach (var group in clusters[i].Groups)
            {
                split[group] = parts[part].Name;
            }
        }

        return split;
    }

    // Groups joined where they share a picture.
    private static IEnumerable<(string[] Groups, int Frames)> Clusters(IReadOnlyList<(string Group, string Sha256)> frames)
    {
        var leader = frames.Select(frame => frame.Group).Distinct().ToDictionary(group => group, group => group);
        foreach (var same in frames.Where(frame => frame.Sha256.Length > 0).GroupBy(frame => frame.Sha256, frame => frame.Group))
        {
            if (same.Distinct().ToArray() is { Length: > 1 and < PlaceholderGroups } pair)
            {
                leader[Find(leader, pair[1])] = Find(leader, pair[0]);
            }
        }

        var counts = frames.CountBy(frame => Find(leader, frame.Group)).ToDictionary();
        return leader.Keys.GroupBy(group => Find(leader, group)).Select(cluster => (cluster.Order(StringComparer.Ordinal).ToArray(), counts[cluster.Key]));
    }

    private static string Find(Dictionary<string, string> leader, string group)
    {
        while (leader[group] != group)
        {
            group = leader[group];
        }

        return group;
    }

    private static string Order(string group, ulong seed) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{group}")));
}
