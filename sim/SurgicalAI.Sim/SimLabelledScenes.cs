using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Ports;
using SurgicalAI.Sim.Rendering;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim;

/// <summary>
/// Randomised pictures with true labels: the arm anywhere in view with its wrist turned widely, needle and marker, lights, tones,
/// optics. Owns a renderer; one thread at a time.
/// </summary>
public sealed class SimLabelledScenes : ILabelledScenes
{
    private readonly SimOptions _options;
    private readonly SimRenderer _renderer;

    /// <summary>Opens the renderer.</summary>
    /// <param name="options">Task, picture size, randomisation.</param>
    public SimLabelledScenes(SimOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Validate();
        _renderer = new(_options.Camera);
    }

    /// <inheritdoc/>
    public string Name => $"sim:{_options.Task}";

    /// <inheritdoc/>
    public int WidthPx => _options.WidthPx;

    /// <inheritdoc/>
    public int HeightPx => _options.HeightPx;

    /// <inheritdoc/>
    public void Render(ulong seed, ImageLease picture, ImageLease labels)
    {
        var scene = LabelledSceneSampler.Draw(seed, _options.Randomisation, out var rightEye);
        _renderer.RenderEye(scene, rightEye, picture, labels, null);
    }

    /// <inheritdoc/>
    public void Dispose() => _renderer.Dispose();
}
