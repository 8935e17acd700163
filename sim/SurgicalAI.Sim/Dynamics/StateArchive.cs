using System.Runtime.InteropServices;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Physics;

namespace SurgicalAI.Sim.Dynamics;

/// <summary>What an archive does with the values it visits.</summary>
public enum ArchiveMode
{
    /// <summary>Keeps a copy.</summary>
    Save,

    /// <summary>Writes the kept copy back.</summary>
    Restore,

    /// <summary>Mixes the bits into <see cref="StateArchive.Hash"/>.</summary>
    Hash,
}

/// <summary>
/// Saves, restores and hashes a state with one function per class: <c>Visit(archive)</c> shows every value that decides the future,
/// always in the same order. A saved archive can be restored any number of times into a world of the same build. No allocation
/// once its buffer has grown.
/// </summary>
public sealed class StateArchive
{
    private ulong[] _words = new ulong[1024];
    private int _count;
    private int _next;
    private StateHasher _hash = new();

    /// <summary>What visits do now.</summary>
    public ArchiveMode Mode { get; private set; }

    /// <summary>True while values are written back: a class with caches refreshes them after its visits.</summary>
    public bool IsRestoring => Mode == ArchiveMode.Restore;

    /// <summary>Hash of what was visited since <see cref="BeginHash"/>.</summary>
    public ulong Hash => _hash.Value;

    /// <summary>The saved state, 64-bit words.</summary>
    public ReadOnlySpan<ulong> Words => _words.AsSpan(0, _count);

    /// <summary>Forgets what was kept; visits save from here on.</summary>
    public void BeginSave() => (Mode, _count) = (ArchiveMode.Save, 0);

    /// <summary>Visits restore from the first saved value on.</summary>
    public void BeginRestore() => (Mode, _next) = (ArchiveMode.Restore, 0);

    /// <summary>Visits are hashed from here on; what was saved stays.</summary>
    public void BeginHash() => (Mode, _hash) = (ArchiveMode.Hash, new());

    /// <summary>Takes over a state saved elsewhere, for <see cref="BeginRestore"/>.</summary>
    public void Load(ReadOnlySpan<ulong> words)
    {
        Reserve(words.Length);
        words.CopyTo(_words);
        _count = words.Length;
    }

    /// <summary>Visits a number.</summary>
    public void Visit(ref ulong value)
    {
        switch (Mode)
        {
            case ArchiveMode.Save:
                Reserve(_count + 1);
                _words[_count++] = value;
                break;
            case ArchiveMode.Restore:
                value = Next();
                break;
            default:
                _hash.AddMixed(value);
                break;
        }
    }

    /// <summary>Visits a number.</summary>
    public void Visit(ref double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        Visit(ref bits);
        value = BitConverter.UInt64BitsToDouble(bits);
    }

    /// <summary>Visits a number.</summary>
    public void Visit(ref long value)
    {
        var bits = (ulong)value;
        Visit(ref bits);
        value = (long)bits;
    }

    /// <summary>Visits a number.</summary>
    public void Visit(ref int value)
    {
        var bits = (ulong)value;
        Visit(ref bits);
        value = (int)bits;
    }

    /// <summary>Visits a truth value.</summary>
    public void Visit(ref bool value)
    {
        var bits = value ? 1UL : 0;
        Visit(ref bits);
        value = bits != 0;
    }

    /// <summary>Visits a vector.</summary>
    public void Visit(ref Vec3 value)
    {
        var (x, y, z) = (value.X, value.Y, value.Z);
        Visit(ref x);
        Visit(ref y);
        Visit(ref z);
        value = new(x, y, z);
    }

    /// <summary>Visits a rotation.</summary>
    public void Visit(ref Rotation value)
    {
        var (x, y, z) = (value.X, value.Y, value.Z);
        Visit(ref x);
        Visit(ref y);
        Visit(ref z);
        value = new(x, y, z);
    }

    /// <summary>Visits a pose.</summary>
    /// <typeparam name="TA">Frame in which it is expressed.</typeparam>
    /// <typeparam name="TB">Frame whose pose it is.</typeparam>
    public void Visit<TA, TB>(ref Pose<TA, TB> value)
        where TA : struct, IFrame
        where TB : struct, IFrame
    {
        var (r, p) = (value.R, value.P);
        Visit(ref r);
        Visit(ref p);
        value = new(r, p);
    }

    /// <summary>Visits six joint values.</summary>
    public void Visit(ref JointVector value) => Visit((Span<double>)value);

    /// <summary>Visits numbers.</summary>
    public void Visit(Span<double> values) => Visit(MemoryMarshal.Cast<double, ulong>(values));

    /// <summary>Visits numbers.</summary>
    public void Visit(Span<int> values)
    {
        foreach (ref var value in values)
        {
            Visit(ref value);
        }
    }

    /// <summary>Visits truth values.</summary>
    public void Visit(Span<bool> values)
    {
        foreach (ref var value in values)
        {
            Visit(ref value);
        }
    }

    /// <summary>Visits vectors.</summary>
    public void Visit(Span<Vec3> values) => Visit(MemoryMarshal.Cast<Vec3, double>(values));

    /// <summary>Visits numbers.</summary>
    public void Visit(Span<ulong> values)
    {
        switch (Mode)
        {
            case ArchiveMode.Save:
                Reserve(_count + values.Length);
                values.CopyTo(_words.AsSpan(_count));
                _count += values.Length;
                break;
            case ArchiveMode.Restore:
                RequireLeft(values.Length);
                _words.AsSpan(_next, values.Length).CopyTo(values);
                _next += values.Length;
                break;
            default:
                foreach (var value in values)
                {
                    _hash.AddMixed(value);
                }

                break;
        }
    }

    private ulong Next()
    {
        RequireLeft(1);
        return _words[_next++];
    }

    private void RequireLeft(int count)
    {
        if (_next + count > _count)
        {
            throw new InvalidOperationException("The saved state is shorter than this world: it was saved from another build.");
        }
    }

    private void Reserve(int count)
    {
        if (count > _words.Length)
        {
            Array.Resize(ref _words, Math.Max(count, 2 * _words.Length));
        }
    }
}
