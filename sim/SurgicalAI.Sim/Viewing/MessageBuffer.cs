using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Viewing;

/// <summary>Builds one message after the other in the same memory: little-endian words of four bytes, so that a browser can read it in place.</summary>
internal sealed class MessageBuffer
{
    private byte[] _bytes = new byte[1 << 16];
    private int _length;

    public void Begin(uint kind)
    {
        _length = 0;
        Add(0u);
        Add(kind);
    }

    /// <summary>The message, complete; lent until the next one begins.</summary>
    public ReadOnlySpan<byte> End()
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes, _length);
        return _bytes.AsSpan(0, _length);
    }

    public void Add(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Room(sizeof(uint)), value);

    public void Add(float value) => BinaryPrimitives.WriteSingleLittleEndian(Room(sizeof(float)), value);

    public void Add(Vector3 v)
    {
        Add(v.X);
        Add(v.Y);
        Add(v.Z);
    }

    public void Add(Vec3 v)
    {
        Add((float)v.X);
        Add((float)v.Y);
        Add((float)v.Z);
    }

    /// <summary>The three columns of the rotation, then the place.</summary>
    public void Add<TA, TB>(in Pose<TA, TB> pose)
        where TA : struct, IFrame
        where TB : struct, IFrame
    {
        Add(pose.R.X);
        Add(pose.R.Y);
        Add(pose.R.Z);
        Add(pose.P);
    }

    public void Add<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        bytes.CopyTo(Room(bytes.Length));
    }

    /// <summary>Text as UTF-8, filled up with blanks to a whole word.</summary>
    public void Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var room = Room((bytes.Length + 3) & ~3);
        room.Fill((byte)' ');
        bytes.CopyTo(room);
    }

    private Span<byte> Room(int count)
    {
        if (_length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + count));
        }

        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
