using System.Diagnostics.CodeAnalysis;

namespace SurgicalAI.Core.Outcomes;

/// <summary>A value or an expected failure; never null, never an exception.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public readonly struct Outcome<T>
{
    private readonly T _value;
    private readonly bool _ok;

    private Outcome(T value, bool ok, Fault fault)
    {
        _value = value;
        _ok = ok;
        Fault = fault;
    }

    /// <summary>True when there is a value. <c>default</c> is a failure, so a forgotten result never passes.</summary>
    public bool Ok => _ok;

    /// <summary>The failure; its code is <see cref="FaultCode.None"/> when there is a value.</summary>
    public Fault Fault { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Value => _ok ? _value : throw new InvalidOperationException($"No value: {Fault}");

    /// <summary>The value as a success.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, true, default);

    /// <summary>A failure.</summary>
    public static implicit operator Outcome<T>(Fault fault) => new(default!, false, fault);

    /// <summary>Reads the value without an exception.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return _ok;
    }
}
