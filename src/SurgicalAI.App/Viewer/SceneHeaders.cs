using SurgicalAI.Sim;
using SurgicalAI.Sim.Viewing;

namespace SurgicalAI.App.Viewer;

/// <summary>Headers of scene streams.</summary>
internal static class SceneHeaders
{
    /// <summary>Header of an episode of a world.</summary>
    public static SceneHeader Of(SimWorld world, ulong seed, string driver)
    {
        var options = world.Options;
        return new(
            world.Task.Name, seed, driver, SimWorld.StepS, world.Task.TimeLimitS, options.WidthPx, options.HeightPx, options.HorizontalFovRad);
    }
}
