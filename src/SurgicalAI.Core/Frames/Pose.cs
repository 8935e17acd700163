namespace SurgicalAI.Core.Frames;

/// <summary>
/// Pose of frame <typeparamref name="TB"/> expressed in frame <typeparamref name="TA"/>, written <c>T_a_b</c>.
/// The type parameters make a product of frames that do not meet a compile error.
/// </summary>
/// <typeparam name="TA">Frame in which the pose is expressed.</typeparam>
/// <typeparam name="TB">Frame whose pose it is.</typeparam>
/// <param name="R">Rotation <c>R_a_b</c>.</param>
/// <param name="P">Origin of b in a, metres.</param>
public readonly record struct Pose<TA, TB>(Rotation R, Vec3 P)
    where TA : struct, IFrame
    where TB : struct, IFrame
{
    /// <summary>The pose of a frame that coincides with the other.</summary>
    public static Pose<TA, TB> Identity => new(Rotation.Identity, Vec3.Zero);

    /// <summary>True when every entry is finite.</summary>
    public bool IsFinite => R.IsFinite && P.IsFinite;

    /// <summary>A point given in b, expressed in a: <c>p_a = T_a_b * p_b</c> (metres).</summary>
    public static Vec3 operator *(Pose<TA, TB> T_a_b, Vec3 p_b) => (T_a_b.R * p_b) + T_a_b.P;

    /// <summary>The pose of a expressed in b.</summary>
    public Pose<TB, TA> Inverse()
    {
        var R_b_a = R.Inverse();
        return new(R_b_a, -(R_b_a * P));
    }

    /// <summary>Straight line in position, shortest arc in rotation.</summary>
    /// <param name="other">Pose reached at fraction 1.</param>
    /// <param name="fraction">0 gives this pose, 1 the other.</param>
    public Pose<TA, TB> Interpolate(Pose<TA, TB> other, double fraction) =>
        new(R.Slerp(other.R, fraction), P + (fraction * (other.P - P)));
}

/// <summary>Composition of poses whose frames meet.</summary>
public static class PoseComposition
{
    extension<TA, TB, TC>(Pose<TA, TB>)
        where TA : struct, IFrame
        where TB : struct, IFrame
        where TC : struct, IFrame
    {
        /// <summary><c>T_a_c = T_a_b * T_b_c</c>.</summary>
        public static Pose<TA, TC> operator *(Pose<TA, TB> T_a_b, Pose<TB, TC> T_b_c) =>
            new(T_a_b.R * T_b_c.R, T_a_b * T_b_c.P);
    }
}
