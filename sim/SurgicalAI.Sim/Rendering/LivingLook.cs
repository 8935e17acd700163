using Silk.NET.OpenGL;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Rendering;

/// <summary>The programs of wet flesh with shadows, built when a look first asks for them. Hot path.</summary>
internal sealed class LivingLook : IDisposable
{
    private readonly ShadowMap _shadows;

    public LivingLook(GL gl, FleshTextureSet textures)
    {
        _shadows = new(gl);
        Ground = new(gl, textures);
        Flesh = new(gl, textures, _shadows);
        Solid = new(gl, _shadows);
    }

    public LivingGround Ground { get; }

    public FleshProgram Flesh { get; }

    public SolidProgram Solid { get; }

    /// <summary>Draws what throws shadows, as the light at the left eye sees it.</summary>
    public void DrawShadows(in EyeView left, SolidPainter solids, SoftPainter softs, StrandPainter strands)
    {
        var light = new Vec3(left.Light.X, left.Light.Y, left.Light.Z);
        var T_light_world = left.T_eye_world with { P = left.T_eye_world.P - light };
        _shadows.Begin();
        solids.DrawShadows(_shadows, T_light_world);
        _shadows.SetModel(EyeProjection.Matrix(T_light_world));
        softs.DrawShadows();
        strands.DrawShadows();
        _shadows.Bind();
    }

    public void Dispose()
    {
        Solid.Dispose();
        Flesh.Dispose();
        Ground.Dispose();
        _shadows.Dispose();
    }
}
