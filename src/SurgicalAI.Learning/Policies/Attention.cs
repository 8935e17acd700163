using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Policies;

/// <summary>Multi-head attention, batch first: queries look at a memory.</summary>
internal sealed class Attention : nn.Module<Tensor, Tensor, Tensor?, Tensor>
{
    private readonly int _heads;
    private readonly Scalar _scale;

    public Attention(int width, int heads, double dropout)
        : base(nameof(Attention))
    {
        _heads = heads;
        _scale = 1 / Math.Sqrt((double)width / heads);
        Query = nn.Linear(width, width);
        Key = nn.Linear(width, width);
        Value = nn.Linear(width, width);
        Output = nn.Linear(width, width);
        Drop = nn.Dropout(dropout);
        RegisterComponents();
    }

    public Linear Query { get; }

    public Linear Key { get; }

    public Linear Value { get; }

    public Linear Output { get; }

    public Dropout Drop { get; }

    public int Heads => _heads;

    /// <summary>Result (batch, n, width).</summary>
    /// <param name="x">Queries (batch, n, width).</param>
    /// <param name="memory">What they look at (batch, m, width).</param>
    /// <param name="bias">Added to the weights before the soft-max (batch, 1, 1, m), or null.</param>
    public override Tensor forward(Tensor x, Tensor memory, Tensor? bias)
    {
        var width = x.shape[2];
        var q = Split(Query.forward(x)) * _scale;
        var weights = q.matmul(Split(Key.forward(memory)).transpose(2, 3));
        weights = nn.functional.softmax(bias is null ? weights : weights + bias, -1);
        var mixed = Drop.forward(weights).matmul(Split(Value.forward(memory)));
        return Output.forward(mixed.transpose(1, 2).reshape(x.shape[0], x.shape[1], width));
    }

    private Tensor Split(Tensor x) => x.view(x.shape[0], x.shape[1], _heads, -1).transpose(1, 2);
}
