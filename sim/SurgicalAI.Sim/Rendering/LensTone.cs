using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SurgicalAI.Sim.Rendering;

/// <summary>From the stored picture to the scene's light and from there to the camera's grey levels.</summary>
internal static class LensTone
{
    private const float Knee = 1.04f;
    private const float Saturation = 1.06f;
    private const float Contrast = 0.6f;

    /// <summary>Light of a stored value (0 to 1), which is the root of the light's soft shoulder.</summary>
    public static float Scene(float stored) => stored * stored / (Knee - (stored * stored));

    /// <inheritdoc cref="Scene(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Scene(Vector128<float> stored)
    {
        var y = stored * stored;
        return y / (Vector128.Create(Knee) - y);
    }

    /// <summary>The stored byte of a light: the inverse of <see cref="Scene(float)"/>.</summary>
    public static byte Stored(float light) => (byte)((255 * MathF.Sqrt(Math.Min(1, Knee * light / (1 + light)))) + 0.5f);

    /// <summary>Grey levels (0 to 1) of light: stronger colours, clipped whites, a gentle S.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Expose(Vector128<float> light)
    {
        var grey = Vector128.Create(Vector128.Sum(light * Vector128.Create(0.30f, 0.55f, 0.15f, 0)));
        var c = grey + ((light - grey) * Vector128.Create(Saturation));
        c = Vector128.Sqrt(Vector128.Min(Vector128.Max(c, Vector128<float>.Zero), Vector128<float>.One));
        var s = c * c * (Vector128.Create(3f) - (c + c));
        return c + ((s - c) * Vector128.Create(Contrast));
    }
}
