using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Physics;

/// <summary>FNV-1a over the bits of the state, word by word: equal only when every number is.</summary>
internal struct StateHasher()
{
    public ulong Value { get; private set; } = 14695981039346656037UL;

    public void Add(ulong bits) => Value = (Value ^ bits) * 1099511628211UL;

    public void Add(double value) => AddMixed(BitConverter.DoubleToUInt64Bits(value));

    public void AddMixed(ulong bits)
    {
        Add(bits);
        Value ^= Value >> 29;
    }

    public void Add(Vec3 v)
    {
        Add(v.X);
        Add(v.Y);
        Add(v.Z);
    }

    public void Add(in JointVector q)
    {
        for (var i = 0; i < JointVector.Length; i++)
        {
            Add(q[i]);
        }
    }
}
