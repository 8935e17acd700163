using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>
/// Symmetric positive definite linear system for the ways of a few joints and bodies: masses, which stay, plus springs, set anew each
/// round. The lower triangle is stored, row by row.
/// </summary>
internal sealed class DenseSystem
{
    private double[] _mass = new double[400];
    private double[] _matrix = new double[400];
    private double[] _momentum = new double[20];
    private double[] _solution = new double[20];

    /// <summary>Number of unknowns.</summary>
    public int Size { get; private set; }

    public ReadOnlySpan<double> Solution => _solution.AsSpan(0, Size);

    public Vec3 Vector(int first) => new(_solution[first], _solution[first + 1], _solution[first + 2]);

    /// <summary>Starts a system without masses.</summary>
    public void Begin(int size)
    {
        Size = size;
        if (_momentum.Length < size)
        {
            (_mass, _matrix) = (new double[4 * size * size], new double[4 * size * size]);
            (_momentum, _solution) = (new double[2 * size], new double[2 * size]);
        }

        _mass.AsSpan(0, size * size).Clear();
    }

    /// <summary>Adds unknowns that do not depend on each other.</summary>
    public void AddDiagonal(int first, ReadOnlySpan<double> inverseMass, ReadOnlySpan<double> way)
    {
        for (var i = 0; i < way.Length; i++)
        {
            var mass = 1 / inverseMass[i];
            _mass[((first + i) * Size) + first + i] = mass;
            _momentum[first + i] = mass * way[i];
        }
    }

    /// <summary>Adds a body: its shift, then its turn.</summary>
    public void AddBody(int first, double mass, in Inertia inertia, Vec3 shift, Vec3 turn)
    {
        for (var i = first; i < first + 3; i++)
        {
            _mass[(i * Size) + i] = mass;
        }

        var k = first + 3;
        _mass[(k * Size) + k] = inertia.Xx;
        (_mass[((k + 1) * Size) + k], _mass[((k + 1) * Size) + k + 1]) = (inertia.Xy, inertia.Yy);
        (_mass[((k + 2) * Size) + k], _mass[((k + 2) * Size) + k + 1], _mass[((k + 2) * Size) + k + 2]) = (inertia.Xz, inertia.Yz, inertia.Zz);
        Set(first, mass * shift);
        Set(k, inertia * turn);
    }

    /// <summary>Takes all springs off.</summary>
    public void BeginRound()
    {
        _mass.AsSpan(0, Size * Size).CopyTo(_matrix);
        _momentum.AsSpan(0, Size).CopyTo(_solution);
    }

    /// <summary>Adds a spring along a row, stretched by its offset already.</summary>
    public void AddSpring(ReadOnlySpan<double> row, in GraspContact g, double stiffness, double offset)
    {
        AddSpring(row, g.FirstA, g.LengthA, g, stiffness, offset);
        AddSpring(row, g.FirstB, g.LengthB, g, stiffness, offset);
    }

    /// <summary>The solution along a row.</summary>
    public double Along(ReadOnlySpan<double> row, in GraspContact g) =>
        Dot(row.Slice(g.FirstA, g.LengthA), _solution.AsSpan(g.FirstA, g.LengthA))
        + Dot(row.Slice(g.FirstB, g.LengthB), _solution.AsSpan(g.FirstB, g.LengthB));

    /// <summary>Solves by Cholesky's factors, in place.</summary>
    public void Solve()
    {
        for (var i = 0; i < Size; i++)
        {
            var row = _matrix.AsSpan(i * Size, i + 1);
            for (var j = 0; j < i; j++)
            {
                row[j] = (row[j] - Dot(row[..j], _matrix.AsSpan(j * Size, j))) / _matrix[(j * Size) + j];
            }

            row[i] = Math.Sqrt(row[i] - Dot(row[..i], row[..i]));
            _solution[i] = (_solution[i] - Dot(row[..i], _solution.AsSpan(0, i))) / row[i];
        }

        for (var i = Size - 1; i >= 0; i--)
        {
            _solution[i] /= _matrix[(i * Size) + i];
            for (var j = 0; j < i; j++)
            {
                _solution[j] -= _solution[i] * _matrix[(i * Size) + j];
            }
        }
    }

    private void AddSpring(ReadOnlySpan<double> row, int first, int length, in GraspContact g, double stiffness, double offset)
    {
        for (var i = first; i < first + length; i++)
        {
            var k = stiffness * row[i];
            _solution[i] -= offset * row[i];
            AddScaled(_matrix.AsSpan(i * Size, i + 1), row, g.FirstA, g.LengthA, k);
            AddScaled(_matrix.AsSpan(i * Size, i + 1), row, g.FirstB, g.LengthB, k);
        }
    }

    private static void AddScaled(Span<double> target, ReadOnlySpan<double> row, int first, int length, double k)
    {
        var end = Math.Min(first + length, target.Length);
        for (var j = first; j < end; j++)
        {
            target[j] += k * row[j];
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private void Set(int first, Vec3 v) => (_momentum[first], _momentum[first + 1], _momentum[first + 2]) = (v.X, v.Y, v.Z);
}
