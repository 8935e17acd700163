namespace SurgicalAI.Sim.Tasks;

/// <summary>
/// An expert written as a sequence: set the hands' goals, <c>yield return</c> as long as something is to be waited for, go on. Each
/// yield is one decision of <see cref="TaskExpert.PeriodS"/>. When the sequence ends the hands stay at their goals.
/// </summary>
public abstract class ScriptedExpert : TaskExpert
{
    private ArmHand[] _hands = [];
    private IEnumerator<Wait>? _script;

    /// <summary>The hands, in the rig's order.</summary>
    protected IReadOnlyList<ArmHand> Hands => _hands;

    /// <inheritdoc/>
    public sealed override void Reset(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        _hands = [.. Enumerable.Range(0, scene.Arms.Count).Select(i => new ArmHand(i))];
        foreach (var hand in _hands)
        {
            hand.Reset(scene);
        }

        _script = Script(scene).GetEnumerator();
    }

    /// <inheritdoc/>
    public sealed override void Act(TaskScene scene, TaskTargets targets)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(targets);
        _script!.MoveNext();
        for (var i = 0; i < _hands.Length; i++)
        {
            targets.Arms[i] = _hands[i].Advance(scene, PeriodS);
        }

        DriveEndoscope(scene, targets);
    }

    /// <summary>The sequence.</summary>
    /// <param name="scene">State, always the present one.</param>
    protected abstract IEnumerable<Wait> Script(TaskScene scene);

    /// <summary>Sets the endoscope's target, for tasks that drive it.</summary>
    protected virtual void DriveEndoscope(TaskScene scene, TaskTargets targets)
    {
    }

    /// <summary>Waits until a hand is there or the time has passed.</summary>
    protected static IEnumerable<Wait> Until(Func<bool> done, double timeoutS)
    {
        ArgumentNullException.ThrowIfNull(done);
        for (var left = timeoutS; left > 0 && !done(); left -= PeriodS)
        {
            yield return Wait.OnePeriod;
        }
    }

    /// <summary>Waits.</summary>
    protected static IEnumerable<Wait> For(double timeS)
    {
        for (var left = timeS; left > 0; left -= PeriodS)
        {
            yield return Wait.OnePeriod;
        }
    }
}

/// <summary>What a script yields: one decision's period.</summary>
public readonly record struct Wait
{
    /// <summary>Nothing but the passing of a period.</summary>
    public static Wait OnePeriod => default;
}
