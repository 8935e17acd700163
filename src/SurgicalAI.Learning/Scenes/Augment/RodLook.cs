namespace SurgicalAI.Learning.Scenes.Augment;

/// <summary>Material and light of a drawn rod.</summary>
/// <param name="Base">Grey level in full light.</param>
/// <param name="Tint">Blue, green and red against the mean.</param>
/// <param name="Mirror">Share of the surroundings' colour that it mirrors, 0 to 1.</param>
/// <param name="LightAt">Where across the rod the lamp stands, -1 to 1.</param>
/// <param name="Gloss">Strength of the highlight, grey levels.</param>
/// <param name="GlossWidth">Width of the highlight as a share of the half width.</param>
/// <param name="Stripes">Strength of bright and dark stripes along the rod, as chrome has them, 0 to 1.</param>
/// <param name="StripePhase">Where the stripes lie, rad.</param>
internal readonly record struct RodLook(
    double Base, (double B, double G, double R) Tint, double Mirror, double LightAt, double Gloss, double GlossWidth, double Stripes, double StripePhase)
{
    /// <summary>Draws a material: plastic, steel or chrome.</summary>
    public static RodLook Draw(Random random)
    {
        var light = (1.6 * random.NextDouble()) - 0.8;
        (double, double, double) tint = (1 + (0.12 * Sway(random)), 1 + (0.06 * Sway(random)), 1 + (0.12 * Sway(random)));
        var phase = 2 * Math.PI * random.NextDouble();
        return random.Next(3) switch
        {
            0 => new(20 + random.Next(50), tint, 0.15 * random.NextDouble(), light, 20 + random.Next(120), 0.1 + (0.3 * random.NextDouble()), 0, 0),
            1 => new(80 + random.Next(120), tint, 0.35 * random.NextDouble(), light, random.Next(140), 0.1 + (0.3 * random.NextDouble()), 0.3 * random.NextDouble(), phase),
            _ => new(110 + random.Next(100), tint, 0.2 + (0.5 * random.NextDouble()), light, 60 + random.Next(150), 0.06 + (0.2 * random.NextDouble()), 0.4 + (0.5 * random.NextDouble()), phase),
        };
    }

    private static double Sway(Random random) => (2 * random.NextDouble()) - 1;
}
