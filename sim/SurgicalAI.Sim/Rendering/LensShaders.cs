namespace SurgicalAI.Sim.Rendering;

/// <summary>Shaders of the lens: every pixel of the camera's picture is looked up in the ideal one.</summary>
internal static class LensShaders
{
    public const string Vertex = """
        #version 430 core
        void main()
        {
            gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0, 0.0, 1.0);
        }
        """;

    // Light adds up in the linear scene; the stored picture is the root of its soft shoulder.
    public const string Fragment = """
        #version 430 core
        layout(location = 0) out vec4 oColour;
        layout(location = 1) out uint oLabel;
        layout(location = 2) out uint oInstance;
        uniform sampler2D uPicture;
        uniform usampler2D uLabels;
        uniform usampler2D uInstances;
        uniform sampler2D uDepth;
        uniform sampler2D uMap;
        uniform sampler2D uWisps;
        uniform vec2 uTexel;
        uniform vec4 uCircle;
        uniform vec4 uOptics;
        uniform vec4 uDrift;
        uniform vec4 uSmoke;
        uniform vec3 uVignette;
        vec3 scene(vec3 stored)
        {
            vec3 y = stored * stored;
            return y / (1.04 - y);
        }
        void main()
        {
            float inside = clamp(uCircle.z - length(gl_FragCoord.xy - uCircle.xy), 0.0, 1.0);
            if (inside <= 0.0)
            {
                oColour = vec4(0.0);
                oLabel = 0u;
                oInstance = 0u;
                gl_FragDepth = 1.0;
                return;
            }
            vec2 place = texelFetch(uMap, ivec2(gl_FragCoord.xy), 0).xy;
            ivec2 texel = ivec2(place);
            oLabel = texelFetch(uLabels, texel, 0).x;
            oInstance = texelFetch(uInstances, texel, 0).x;
            gl_FragDepth = texelFetch(uDepth, texel, 0).x;
            vec2 at = place * uTexel;
            vec2 outward = gl_FragCoord.xy - uVignette.xy;
            vec2 spread = outward * (uOptics.x * uTexel);
            vec3 c = vec3(textureLod(uPicture, at + spread, 0.0).r, textureLod(uPicture, at, 0.0).g, textureLod(uPicture, at - spread, 0.0).b);
            vec3 near = textureLod(uPicture, at, 3.0).rgb;
            vec3 stray = textureLod(uPicture, at, 5.0).rgb;
            c = scene(c);
            c = mix(c, 0.5 * (scene(near) + scene(stray)), uOptics.y);
            float mean = max(dot(textureLod(uPicture, vec2(0.5), 16.0).rgb, vec3(0.4, 0.4, 0.2)), 0.02);
            float gain = uOptics.z * uOptics.z / scene(vec3(mean)).x;
            c *= uOptics.z > 0.0 ? clamp(gain, 0.3, 4.0) : 1.0;
            float wisp = texture(uWisps, at * uSmoke.y + uDrift.xy).x + texture(uWisps, at * uSmoke.z + uDrift.zw).x;
            float veil = clamp(uSmoke.x * (wisp - 0.45), 0.0, 0.85);
            c = mix(c, uSmoke.w * vec3(0.30, 0.285, 0.30), veil);
            c *= 1.0 - min(uVignette.z * dot(outward, outward), 0.95);
            c = max(mix(vec3(dot(c, vec3(0.30, 0.55, 0.15))), c, 1.12), 0.0);
            c = sqrt(min(c, 1.0));
            c = mix(c, c * c * (3.0 - 2.0 * c), 0.35);
            oColour = vec4(inside * c, 1.0);
        }
        """;
}
