using System.Numerics;

namespace SurgicalAI.Sim.Randomisation;

/// <summary>Draws the look of a seed.</summary>
internal static class AppearanceSampler
{
    // Saturated colours that tissue never has; the first is the pleasant look's.
    private static readonly Vector3[] BeadColours = [new(0.01f, 0.50f, 0.14f), new(0.02f, 0.50f, 0.55f), new(0.04f, 0.24f, 0.75f), new(0.20f, 0.60f, 0.05f)];

    public static Appearance Draw(ulong seed, RandomisationOptions options)
    {
        var random = SeededRandom.Stream(seed, 2);
        var look = Texture(Appearance.Pleasant, options, ref random);
        look = Tissue(look, options, ref random);
        look = Lights(look, options, ref random);
        look = Solids(look, options, ref random);
        look = Sensor(look, options, ref random);
        return Flesh(look, seed, options) with { Optics = Optics(seed, options) };
    }

    private static OpticsLook Optics(ulong seed, RandomisationOptions options)
    {
        var random = SeededRandom.Stream(seed, 31);
        return options.Endoscope.Draw(ref random);
    }

    // A stream of its own: scenes without flesh keep the draws they always had.
    private static Appearance Flesh(in Appearance look, ulong seed, RandomisationOptions o)
    {
        if (!o.IsFlesh)
        {
            return look;
        }

        var r = SeededRandom.Stream(seed, 30);
        return look with
        {
            Flesh = new()
            {
                IsOn = true,
                Fat = r.Between(0f, (float)o.Fat),
                Blood = r.Chance(0.5) ? r.Between(0.1f, 1f) * (float)o.Blood : 0,
                Shadow = r.Between(0.55f, 0.8f),
                Place = new(r.Between(0f, 1f), r.Between(0f, 1f)),
            },
            Vignette = r.Between(0.5f, 0.85f),
            ShaftGrey = r.Between(0.03f, 0.16f),
            BlurPasses = r.Below(2),
            LightOffset = look.LightOffset + new Vector3(0.007f, -0.004f, 0),
            Light = look.Light + new Vector3(0, 0, 0.1f),
        };
    }

    private static Appearance Texture(Appearance look, RandomisationOptions o, ref SeededRandom r) => look with
    {
        TextureVariant = o.TextureVaries ? r.Below(Rendering.TissueTexture.Variants) : 0,
        TextureAngleRad = o.TextureVaries ? r.Between(0f, 6.28f) : 0,
        TextureOffset = o.TextureVaries ? new(r.Between(0f, 1f), r.Between(0f, 1f)) : default,
        TextureScale = Scaled(look.TextureScale, o.TextureScale, ref r),
    };

    private static Appearance Tissue(Appearance look, RandomisationOptions o, ref SeededRandom r)
    {
        var tone = Tone(o.TissueTone, ref r);
        return look with
        {
            TissueDark = look.TissueDark * tone * Tone(o.TissueTone / 2, ref r),
            TissueLight = Vector3.Min(look.TissueLight * tone * Tone(o.TissueTone / 2, ref r), new(0.95f)),
            Vessel = look.Vessel * tone * Tone(o.TissueTone / 2, ref r),
            Vessels = Math.Min(1, Scaled(look.Vessels, o.TissueTone, ref r)),
            Bump = Scaled(look.Bump, o.Specular, ref r),
            Wetness = Scaled(look.Wetness, o.Specular, ref r),
            Roughness = Math.Clamp(Scaled(look.Roughness, o.Specular / 2, ref r), 0.14f, 0.6f),
        };
    }

    private static Appearance Lights(Appearance look, RandomisationOptions o, ref SeededRandom r) => look with
    {
        LightPower = Scaled(look.LightPower, o.LightStrength, ref r),
        Light = look.Light + Offset(o.LightTint, ref r),
        LightOffset = Offset(o.LightOffsetM, ref r) with { Z = 0 },
        Exposure = Scaled(look.Exposure, o.Exposure, ref r),
        Gamma = Scaled(look.Gamma, o.Gamma, ref r),
        Haze = r.Chance(1.0 / 3) ? r.Between(0f, (float)o.Haze) : 0,
    };

    private static Appearance Solids(Appearance look, RandomisationOptions o, ref SeededRandom r) => look with
    {
        Bead = Vector3.Clamp(BeadColours[o.BeadTone > 0.1 ? r.Below(BeadColours.Length) : 0] + Offset(o.BeadTone, ref r), Vector3.Zero, Vector3.One),
        Steel = Math.Min(0.95f, Scaled(look.Steel, o.MetalTone, ref r)),
        ShaftGrey = Scaled(look.ShaftGrey, 2 * o.MetalTone, ref r),
    };

    private static Appearance Sensor(Appearance look, RandomisationOptions o, ref SeededRandom r) => look with
    {
        BlurPasses = o.BlurPasses > 0 ? r.Below(look.BlurPasses + o.BlurPasses + 1) : look.BlurPasses,
        NoiseLevel = Math.Max(0, look.NoiseLevel - o.NoiseLevels + r.Below((2 * o.NoiseLevels) + 1)),
    };

    private static float Scaled(float value, double logWidth, ref SeededRandom r) => value * (float)Math.Exp(r.Between(-logWidth, logWidth));

    private static Vector3 Tone(double logWidth, ref SeededRandom r) =>
        new(Scaled(1, logWidth / 2, ref r), Scaled(1, logWidth, ref r), Scaled(1, logWidth, ref r));

    private static Vector3 Offset(double width, ref SeededRandom r)
    {
        var w = (float)width;
        return new(r.Between(-w, w), r.Between(-w, w), r.Between(-w, w));
    }
}
