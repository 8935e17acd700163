using System.Runtime.InteropServices;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Pipeline.Operators;

/// <summary>
/// Notices a picture that stands still while the arm moves: a camera or a link that repeats its last picture under fresh stamps, which no
/// stamp tells. A sensor's noise makes two pictures differ; a simulator's without noise may be alike as long as nothing moves. Hot path.
/// </summary>
internal sealed class FreezeWatch
{
    // Farther than an arm that stands trembles.
    private const double MovedM = 1 * Si.Mm;

    private ulong _picture;
    private Vec3 _tool_ecm;
    private bool _any;
    private bool _frozen;

    /// <summary>Takes in a picture and where the tool was at its capture.</summary>
    /// <param name="picture">Pixels of an eye.</param>
    /// <param name="tool_ecm">Measured position of the tool, endoscope's frame, metres.</param>
    /// <returns>True from the time that the tool has moved a millimetre under one and the same picture, until the picture changes.</returns>
    public bool IsFrozen(ImageLease picture, Vec3 tool_ecm)
    {
        var seen = Hash(picture.Bytes);
        if (!_any || seen != _picture)
        {
            (_any, _frozen, _picture, _tool_ecm) = (true, false, seen, tool_ecm);
            return false;
        }

        // Once frozen, an arm that has gone back does not thaw the picture.
        return _frozen |= (tool_ecm - _tool_ecm).Length > MovedM;
    }

    // FNV-1a over words of 8 bytes; a tail of less than that is no picture's last news.
    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037UL;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            hash = (hash ^ word) * 1099511628211UL;
        }

        return hash;
    }
}
