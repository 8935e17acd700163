using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.App.Verbs;

/// <summary>Reads "640x360".</summary>
internal static class PictureSize
{
    /// <summary>Width and height of a text, pixels.</summary>
    /// <exception cref="UserErrorException">The text is not two numbers from 64 to 4096 joined by 'x'.</exception>
    public static (int WidthPx, int HeightPx) Parse(string text)
    {
        var parts = text.Split('x');
        if (parts.Length == 2 && int.TryParse(parts[0], out var width) && int.TryParse(parts[1], out var height)
            && width is >= 64 and <= 4096 && height is >= 64 and <= 4096)
        {
            return (width, height);
        }

        throw new UserErrorException($"--size '{text}' is not WIDTHxHEIGHT with numbers from 64 to 4096, for example 640x360.");
    }
}
