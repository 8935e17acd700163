using System.Globalization;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.App.Faults;

/// <summary>A fault on demand: what, when, for how long.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="AtS">When, seconds after the start.</param>
/// <param name="ForS">How long, seconds.</param>
internal sealed record FaultSpec(FaultKind Kind, double AtS, double ForS)
{
    private const double UsualAtS = 5;
    private const double UsualForS = 2;

    /// <summary>Names of all kinds, as they are typed.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<FaultKind>().Select(NameOf)];

    /// <summary>Reads <c>NAME[@SECONDS][+SECONDS]</c>: by itself 5 seconds after the start, for 2 seconds.</summary>
    /// <exception cref="UserErrorException">It is not that; the line says what is.</exception>
    public static FaultSpec Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (rest, forS) = Cut(text, text, '+', UsualForS);
        var (name, atS) = Cut(text, rest, '@', UsualAtS);
        var index = Names.ToList().IndexOf(name);
        return index < 0
            ? throw new UserErrorException($"--fault '{text}': there is no fault '{name}'; choose from {string.Join(", ", Names)}.")
            : new((FaultKind)index, atS, forS);
    }

    /// <summary>Name of a kind as it is typed: <c>frozen-frames</c>.</summary>
    public static string NameOf(FaultKind kind) =>
        string.Concat(kind.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{NameOf(Kind)}@{AtS}+{ForS}");

    private static (string Before, double Seconds) Cut(string text, string part, char mark, double usual)
    {
        var at = part.LastIndexOf(mark);
        if (at < 0)
        {
            return (part, usual);
        }

        return double.TryParse(part[(at + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0 && double.IsFinite(seconds)
            ? (part[..at], seconds)
            : throw new UserErrorException($"--fault '{text}': what follows '{mark}' is not a number of seconds; write NAME@SECONDS+SECONDS, for example frozen-frames@5+2.");
    }
}
