using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Sim.Tasks;

/// <summary>
/// Counts the draws of a reset that is drawn again until it fits. Where none does, as with a tool that reaches nothing, it says so
/// instead of drawing forever. Call <see cref="Next"/> at the head of the loop.
/// </summary>
/// <param name="scene">Scene that is reset.</param>
/// <param name="what">What is drawn, in words: "a start of psm1".</param>
public struct ResetTries(TaskScene scene, string what)
{
    /// <summary>Draws after which a reset counts as impossible; a fair one needs a handful.</summary>
    public const int Most = 20_000;

    private int _tries;

    /// <summary>Counts a draw.</summary>
    /// <exception cref="UserErrorException">There were too many.</exception>
    public void Next()
    {
        if (++_tries > Most)
        {
            var tools = string.Join(", ", scene.Arms.Select(arm => $"{arm.Name} with {arm.Tool}"));
            throw new UserErrorException(
                $"The task cannot be reset with seed {scene.Seed}: {what} was not found in {Most} draws for {tools}. Does the tool suit the task?");
        }
    }
}
