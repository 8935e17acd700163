using SurgicalAI.Core.Time;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Bodies;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.App.Simulation;

/// <summary>
/// States of a world for threads that draw, record or show it. A scene of the arm and marks alone goes out with every step; one with
/// bodies, which have to be copied, with every fourth, into memory that comes round again after a quarter of a second.
/// </summary>
/// <param name="world">World; <see cref="Publish"/> is called on its thread.</param>
internal sealed class SceneRing(SimWorld world)
{
    private const int StepsBetweenCopies = 4;
    private const int Copies = 32;
    private readonly SceneBodies[] _bodies = [.. Enumerable.Range(0, Copies).Select(_ => new SceneBodies())];
    private int _next;
    private int _wait;

    /// <summary>Newest state, for a camera.</summary>
    public Latest<SceneState> Scene { get; } = new();

    /// <summary>Newest state and how the episode stands, for onlookers.</summary>
    public Latest<SceneMoment> Moment { get; } = new();

    /// <summary>Called after each control step.</summary>
    /// <param name="seed">Seed of the episode.</param>
    public void Publish(ulong seed)
    {
        if (--_wait > 0)
        {
            return;
        }

        var state = world.Snapshot(_bodies[_next]);
        if (state.Bodies != SceneBodies.None)
        {
            (_next, _wait) = ((_next + 1) % Copies, StepsBetweenCopies);
        }

        Scene.Set(state);
        Moment.Set(new(state, world.Status, seed));
    }
}

/// <summary>A state, and how the episode stands in it.</summary>
/// <param name="Scene">State.</param>
/// <param name="Status">How the episode stands.</param>
/// <param name="Seed">Seed of the episode.</param>
internal readonly record struct SceneMoment(SceneState Scene, SimTaskStatus Status, ulong Seed);
