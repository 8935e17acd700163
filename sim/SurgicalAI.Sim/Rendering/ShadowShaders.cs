namespace SurgicalAI.Sim.Rendering;

/// <summary>Shaders of the shadow map: a picture of depths as the light sees them.</summary>
internal static class ShadowShaders
{
    public const string Vertex = """
        #version 430 core
        layout(location = 0) in vec3 aPosition;
        uniform mat4 uModel;
        uniform mat4 uProjection;
        void main()
        {
            gl_Position = uProjection * (uModel * vec4(aPosition, 1.0));
        }
        """;

    public const string Fragment = """
        #version 430 core
        void main()
        {
        }
        """;

    /// <summary>Share of the light that is sent in a direction, given towards the light: a cone that fades out.</summary>
    public const string Spot = """
        #ifdef SHADOWS
        float spot(vec3 toLight)
        {
            float c2 = toLight.z * toLight.z / dot(toLight, toLight);
            return c2 * c2 * c2;
        }
        #endif

        """;

    /// <summary>Share of the light that reaches a place, given from the light in the eye's axes.</summary>
    public const string Receive = """
        #ifdef SHADOWS
        uniform sampler2DShadow uShadowMap;
        uniform vec4 uShadow;
        float shade(vec3 fromLight)
        {
            float w = 1.0 / fromLight.z;
            float lit = texture(uShadowMap, vec3(fromLight.xy * (w * uShadow.x) + 0.5, uShadow.y - uShadow.z * w));
            return 1.0 - uShadow.w * (1.0 - lit);
        }
        #endif

        """;
}
