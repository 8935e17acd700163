using System.Collections.Immutable;

namespace SurgicalAI.Control.Kinematics;

/// <summary>
/// How a tool's four discs drive its roll, wrist pitch, wrist yaw and jaw: <c>joints = A * actuators</c>, and the same for
/// velocities; efforts go the other way with A transposed. The cables of the wrist run over each other's pulleys, so one disc moves
/// several joints. Hot path: no allocation.
/// </summary>
public sealed class Coupling
{
    /// <summary>Number of discs and of the joints they drive.</summary>
    public const int Size = 4;

    private const double MinPivot = 1e-6;

    private Coupling(ImmutableArray<double> actuatorToJoint, ImmutableArray<double> jointToActuator) =>
        (ActuatorToJoint, JointToActuator) = (actuatorToJoint, jointToActuator);

    /// <summary>A, 4 x 4, row by row; rows are roll, wrist pitch, wrist yaw, jaw.</summary>
    public ImmutableArray<double> ActuatorToJoint { get; }

    /// <summary>The inverse of A, 4 x 4, row by row.</summary>
    public ImmutableArray<double> JointToActuator { get; }

    /// <summary>Makes the coupling of a matrix.</summary>
    /// <param name="actuatorToJoint">4 x 4, row by row.</param>
    /// <returns>Null when the matrix has no inverse: some joint could not be driven.</returns>
    public static Coupling? TryMake(ReadOnlySpan<double> actuatorToJoint)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(actuatorToJoint.Length, Size * Size);
        var inverse = Invert(actuatorToJoint);
        return inverse is null ? null : new([.. actuatorToJoint], [.. inverse]);
    }

    /// <summary>Joint positions of disc positions, rad.</summary>
    /// <param name="actuators">Four discs.</param>
    /// <param name="joints">Written: roll, wrist pitch, wrist yaw, jaw.</param>
    public void ToJoints(ReadOnlySpan<double> actuators, Span<double> joints) => Multiply(ActuatorToJoint.AsSpan(), actuators, joints);

    /// <summary>Disc positions of joint positions, rad.</summary>
    /// <param name="joints">Roll, wrist pitch, wrist yaw, jaw.</param>
    /// <param name="actuators">Written: four discs.</param>
    public void ToActuators(ReadOnlySpan<double> joints, Span<double> actuators) => Multiply(JointToActuator.AsSpan(), joints, actuators);

    private static void Multiply(ReadOnlySpan<double> m, ReadOnlySpan<double> from, Span<double> to)
    {
        for (var row = 0; row < Size; row++)
        {
            var r = m.Slice(row * Size, Size);
            to[row] = (r[0] * from[0]) + (r[1] * from[1]) + (r[2] * from[2]) + (r[3] * from[3]);
        }
    }

    // Gauss-Jordan with row pivoting.
    private static double[]? Invert(ReadOnlySpan<double> matrix)
    {
        var a = matrix.ToArray();
        var inverse = new double[Size * Size];
        for (var i = 0; i < Size; i++)
        {
            inverse[(i * Size) + i] = 1;
        }

        for (var column = 0; column < Size; column++)
        {
            var pivot = PivotRow(a, column);
            if (!(Math.Abs(a[(pivot * Size) + column]) > MinPivot))
            {
                return null;
            }

            Swap(a, pivot, column);
            Swap(inverse, pivot, column);
            Eliminate(a, inverse, column);
        }

        return inverse;
    }

    private static int PivotRow(double[] a, int column)
    {
        var best = column;
        for (var row = column + 1; row < Size; row++)
        {
            best = Math.Abs(a[(row * Size) + column]) > Math.Abs(a[(best * Size) + column]) ? row : best;
        }

        return best;
    }

    private static void Swap(double[] m, int rowA, int rowB)
    {
        for (var i = 0; i < Size; i++)
        {
            (m[(rowA * Size) + i], m[(rowB * Size) + i]) = (m[(rowB * Size) + i], m[(rowA * Size) + i]);
        }
    }

    private static void Eliminate(double[] a, double[] inverse, int column)
    {
        var scale = 1 / a[(column * Size) + column];
        AddRow(a, column, column, scale - 1);
        AddRow(inverse, column, column, scale - 1);
        for (var row = 0; row < Size; row++)
        {
            if (row != column)
            {
                var factor = -a[(row * Size) + column];
                AddRow(a, row, column, factor);
                AddRow(inverse, row, column, factor);
            }
        }
    }

    private static void AddRow(double[] m, int to, int from, double factor)
    {
        for (var i = 0; i < Size; i++)
        {
            m[(to * Size) + i] += factor * m[(from * Size) + i];
        }
    }
}
