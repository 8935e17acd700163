using System.Numerics;
using Silk.NET.OpenGL;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Draws the ground as wet flesh with vessels, fat and blood. Hot path.</summary>
internal sealed class LivingGround : IDisposable
{
    private const float TileM = 0.075f;

    private const float OrganLevel = 0.16f;

    private readonly GlProgram _program;
    private readonly LensUniforms _lens;
    private readonly ShadowUniforms _shadows;
    private readonly FleshUniforms _flesh;
    private readonly FleshTextureSet _textures;
    private readonly int _modelView, _map, _shift, _place, _cover, _fatDark, _fatBright, _blood, _organ;

    public LivingGround(GL gl, FleshTextureSet textures)
    {
        (_textures, Mesh) = (textures, new(gl));
        const string Head = GlProgram.Version + "#define SHADOWS\n#define GROUND\n";
        _program = new(gl, Head + FleshShaders.Vertex, Head + FleshShaders.LivingFragment);
        _lens = new(_program);
        _flesh = new(_program);
        _shadows = new(_program);
        (_modelView, _map, _shift, _place) = (_program["uModelView"], _program["uTextureMap"], _program["uTextureShift"], _program["uPlace"]);
        (_cover, _fatDark, _fatBright, _blood) = (_program["uCover"], _program["uFatDark"], _program["uFatBright"], _program["uBlood"]);
        _organ = _program["uOrgan"];
    }

    /// <summary>Shape of the ground.</summary>
    public LivingMesh Mesh { get; }

    public void Draw(in SceneState scene, in EyeView view)
    {
        var look = scene.Look;
        _program.Use();
        _lens.Set(look, view);
        _shadows.Set(look);
        _program.Set(_modelView, view.EyeFromWorld);
        SetTexture(look, view.T_eye_world.R);
        SetCover(look);
        _flesh.SetTone(FleshTone.Of(SceneMaterial.Membrane, look), Vector3.One);
        Mesh.Draw(scene.Surface);
    }

    public void Dispose()
    {
        Mesh.Dispose();
        _program.Dispose();
    }

    private void SetTexture(in Appearance look, Rotation R_eye_world)
    {
        _textures.Bind(FleshTexture.Peritoneum, 0);
        _textures.Bind(FleshTexture.Organ, FleshUniforms.GrainUnit);
        _textures.Bind(FleshTexture.Fat, FleshUniforms.FatUnit);
        var (s, c) = Math.SinCos(look.TextureAngleRad);
        _program.Set(_map, new Vector4((float)c, (float)s, (float)-s, (float)c) / (TileM * look.TextureScale));
        _program.Set(_shift, look.TextureOffset);
        _flesh.SetAxes(R_eye_world * new Vec3(c, s, 0), R_eye_world * new Vec3(-s, c, 0));
    }

    private void SetCover(in Appearance look)
    {
        var fat = FleshTone.Of(SceneMaterial.Fat, look);
        var organ = FleshTone.Of(SceneMaterial.Organ, look);
        _program.Set(_place, look.Flesh.Place);
        _program.Set(_cover, new Vector4(FatLevel(look.Flesh.Fat), BloodLevel(look.Flesh.Blood), OrganLevel, 0));
        _program.Set(_fatDark, fat.Dark);
        _program.Set(_fatBright, fat.Bright);
        _program.Set(_organ, organ.Bright);
        _program.Set(_blood, FleshTone.Of(SceneMaterial.Blood, look).Bright);
    }

    // Levels of the region's noise (-0.6 to 0.6) and of the grain's mottling (0.2 to 0.8) beyond which fat and blood begin.
    private static float FatLevel(float share) => 0.55f - (0.75f * MathF.Sqrt(Math.Clamp(share, 0, 1)));

    private static float BloodLevel(float share) => 0.95f - (0.6f * MathF.Sqrt(Math.Clamp(share, 0, 1)));
}
