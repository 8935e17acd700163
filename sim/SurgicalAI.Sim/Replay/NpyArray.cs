using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Sim.Replay;

/// <summary>An array of float64 out of a NumPy file (format 1 to 3, little-endian, C order).</summary>
public sealed partial class NpyArray
{
    private const int MagicBytes = 8;
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];
    private readonly double[] _values;

    private NpyArray(int[] shape, double[] values) => (Shape, _values) = ([.. shape], values);

    /// <summary>Lengths of the dimensions, outermost first.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>All values, innermost dimension fastest.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="where">Name for errors.</param>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="UserErrorException">It is no such array; the message names it.</exception>
    public static NpyArray Parse(string where, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < MagicBytes + 4 || !bytes.StartsWith(Magic))
        {
            throw new UserErrorException($"{where}: not a NumPy array.");
        }

        var wide = bytes[6] > 1;
        var start = MagicBytes + (wide ? 4 : 2);
        var length = wide ? BinaryPrimitives.ReadInt32LittleEndian(bytes[MagicBytes..]) : BinaryPrimitives.ReadUInt16LittleEndian(bytes[MagicBytes..]);
        if (length < 0 || length > bytes.Length - start)
        {
            throw new UserErrorException($"{where}: its header is cut off.");
        }

        var shape = ShapeOf(where, Encoding.UTF8.GetString(bytes.Slice(start, length)));
        return new(shape, Doubles(where, bytes[(start + length)..], shape));
    }

    /// <summary>The innermost row at two outer indices of a three-dimensional array.</summary>
    public ReadOnlySpan<double> Row(int i, int j) => Values.Slice(((i * Shape[1]) + j) * Shape[2], Shape[2]);

    private static int[] ShapeOf(string where, string header)
    {
        if (!header.Contains("'<f8'", StringComparison.Ordinal) || !header.Contains("'fortran_order': False", StringComparison.Ordinal))
        {
            throw new UserErrorException($"{where}: not little-endian float64 in C order ({header.Trim()}).");
        }

        var digits = ShapePattern().Match(header).Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. digits.Select(d => int.Parse(d, CultureInfo.InvariantCulture))];
    }

    private static double[] Doubles(string where, ReadOnlySpan<byte> data, int[] shape)
    {
        var count = shape.Aggregate(1L, (product, n) => product * n);
        if (count * sizeof(double) != data.Length)
        {
            throw new UserErrorException($"{where}: {data.Length} bytes of data, expected {count * sizeof(double)}.");
        }

        return MemoryMarshal.Cast<byte, double>(data).ToArray();
    }

    [GeneratedRegex(@"'shape': \(([0-9, ]*)\)")]
    private static partial Regex ShapePattern();
}
