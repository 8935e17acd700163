using SurgicalAI.Core.Frames;

namespace SurgicalAI.Skills.Actions;

/// <summary>
/// Weighted mean of rotations: the rotation nearest, in the sum of squared matrix differences, to the weighted sum of matrices.
/// A value type; <c>default</c> is empty. Hot path.
/// </summary>
/// <remarks>The nearest rotation is the polar factor, found by Higham's Newton iteration; a few steps reach double precision.</remarks>
internal struct ChordalMean
{
    private Vec3 _x;
    private Vec3 _y;
    private Vec3 _z;
    private double _weight;

    public void Add(in Rotation r, double weight)
    {
        _x += weight * r.X;
        _y += weight * r.Y;
        _z += weight * r.Z;
        _weight += weight;
    }

    /// <summary>The mean; the fallback when the rotations cancel and no mean exists.</summary>
    public readonly Rotation Mean(in Rotation fallback)
    {
        Vec3 x = _x / _weight, y = _y / _weight, z = _z / _weight;
        for (var step = 0; step < 20; step++)
        {
            // Columns of the inverse transpose are the cofactor columns over the determinant.
            Vec3 cx = y.Cross(z), cy = z.Cross(x), cz = x.Cross(y);
            var determinant = x.Dot(cx);
            if (!(determinant > 1e-6))
            {
                return fallback;
            }

            Vec3 nx = 0.5 * (x + (cx / determinant)), ny = 0.5 * (y + (cy / determinant)), nz = 0.5 * (z + (cz / determinant));
            var change = (nx - x).Length + (ny - y).Length + (nz - z).Length;
            (x, y, z) = (nx, ny, nz);
            if (change < 1e-12)
            {
                break;
            }
        }

        return Rotation.FromColumns(x, y);
    }
}
