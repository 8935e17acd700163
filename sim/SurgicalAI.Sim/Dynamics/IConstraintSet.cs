namespace SurgicalAI.Sim.Dynamics;

/// <summary>
/// Constraints of a soft body, cloth or thread. Each substep the world predicts all positions, then calls <see cref="Prepare"/>,
/// <see cref="Solve"/> (one Gauss-Seidel pass over <see cref="Particles"/>, and over <see cref="Anchors"/> where coupled), makes
/// velocities of positions, and calls <see cref="Finish"/> (damping). None of them may allocate.
/// </summary>
public interface IConstraintSet
{
    /// <summary>Resets multipliers; positions are predicted.</summary>
    /// <param name="hS">Substep, seconds.</param>
    void Prepare(double hS);

    /// <summary>Corrects positions once.</summary>
    /// <param name="hS">Substep, seconds.</param>
    void Solve(double hS);

    /// <summary>Works on velocities, which are those of the corrected positions.</summary>
    /// <param name="hS">Substep, seconds.</param>
    void Finish(double hS);

    /// <summary>Shows state beyond the particles' (torn links, plastic rest lengths, topology).</summary>
    void Visit(StateArchive archive);
}
