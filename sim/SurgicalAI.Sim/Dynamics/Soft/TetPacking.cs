namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>
/// Deals tetrahedra into groups of four that share no corner, so that one vector instruction moves all four. Keeps the mesh's order as
/// far as it can, for the cache. Set-up code.
/// </summary>
internal static class TetPacking
{
    private const int Window = 48;

    /// <summary>Element of each lane, -1 where a lane stays empty; four lanes per group.</summary>
    public static int[] Pack(ReadOnlySpan<int> corners)
    {
        var lanes = new List<int>(corners.Length / 4);
        var open = new List<int[]>();
        for (var t = 0; t < corners.Length / 4; t++)
        {
            Place(open, lanes, corners, t);
        }

        open.ForEach(lanes.AddRange);
        return [.. lanes];
    }

    private static void Place(List<int[]> open, List<int> lanes, ReadOnlySpan<int> corners, int t)
    {
        foreach (var group in open)
        {
            if (Fits(group, corners, t))
            {
                group[Array.IndexOf(group, -1)] = t;
                Close(open, lanes, group);
                return;
            }
        }

        if (open.Count == Window)
        {
            lanes.AddRange(open[0]);
            open.RemoveAt(0);
        }

        open.Add([t, -1, -1, -1]);
    }

    private static void Close(List<int[]> open, List<int> lanes, int[] group)
    {
        if (group[3] >= 0)
        {
            lanes.AddRange(group);
            open.Remove(group);
        }
    }

    private static bool Fits(int[] group, ReadOnlySpan<int> corners, int t)
    {
        var mine = corners.Slice(4 * t, 4);
        foreach (var other in group)
        {
            if (other >= 0 && mine.ContainsAny(corners.Slice(4 * other, 4)))
            {
                return false;
            }
        }

        return true;
    }
}
