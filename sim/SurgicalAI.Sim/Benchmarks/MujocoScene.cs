namespace SurgicalAI.Sim.Benchmarks;

/// <summary>The scene of <see cref="RigidScene"/> in MuJoCo, where Debian's libmujoco-dev is installed.</summary>
public sealed class MujocoScene : IDisposable
{
    private readonly MujocoModel _model;

    private MujocoScene(MujocoModel model) => _model = model;

    /// <summary>Opens it.</summary>
    /// <param name="why">Empty, or why there is none: one line for people.</param>
    /// <returns>The scene; null where MuJoCo is absent.</returns>
    public static MujocoScene? TryOpen(out string why)
    {
        var model = MujocoModel.TryLoad(RigidSceneMjcf.Text(), out why);
        return model is null ? null : new(model);
    }

    /// <summary>Moves the scene on.</summary>
    /// <param name="count">Number of steps.</param>
    public void Step(int count) => _model.Step(count);

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    internal double Position(int index) => _model.Position(index);
}
