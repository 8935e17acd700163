namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// Shaders of living surfaces. Plain: as the plain ground's, with texture coordinates that stick to the rest shape. Living: wet
/// flesh with two films, light that wanders below the surface, and shadows; with GROUND it is the ground itself, where fat and
/// blood lie in patches.
/// </summary>
internal static class FleshShaders
{
    public const string Vertex = Shaders.Lens + ShadowShaders.Spot + """
        layout(location = 0) in vec3 aPosition;
        layout(location = 1) in vec3 aNormal;
        layout(location = 2) in vec2 aRest;
        uniform mat4 uModelView;
        uniform mat4 uProjection;
        #ifdef GROUND
        uniform vec4 uTextureMap;
        uniform vec2 uTextureShift;
        out vec2 vRegion;
        #else
        uniform float uTilesPerM;
        #endif
        out vec3 vNormal;
        out vec3 vHalf;
        out vec2 vUv;
        out vec2 vSeen;
        out vec3 vFromLight;
        void main()
        {
            vec4 p = uModelView * vec4(aPosition, 1.0);
            vNormal = mat3(uModelView) * aNormal;
            vec3 l = uLightPosition - p.xyz;
            vFromLight = -l;
            vHalf = normalize(normalize(l) - normalize(p.xyz));
        #ifdef GROUND
            vUv = vec2(dot(uTextureMap.xy, aPosition.xy), dot(uTextureMap.zw, aPosition.xy)) + uTextureShift;
            vRegion = aRest;
        #else
            vUv = uTilesPerM * aRest;
        #endif
            gl_Position = uProjection * p;
            vSeen = film(p.xyz, (gl_Position.xy / max(gl_Position.w, 0.02) + 1.0) * uLens.xy);
            vSeen.x *= 0.0144 / dot(l, l);
        #ifdef SHADOWS
            vSeen.x *= spot(l);
        #endif
        }
        """;

    public const string PlainFragment = Inputs + """
        void main()
        {
            vec4 t = texture(uTexture, vUv);
            vec3 n = dot(vNormal, vHalf) < 0.0 ? -vNormal : vNormal;
            n = normalize(n) - ((t.z - 0.5) * uRelief.x) * uAlongU - ((t.w - 0.5) * uRelief.x) * uAlongV;
            float lit = max(dot(n, vHalf), 0.0);
            vec3 base = mix(uDark, uBright, t.x);
            base = mix(base, uVessel, t.y * uRelief.w);
            vec3 c = base * (0.25 + 0.75 * lit) + uRelief.y * lit * highlight(n, vHalf, uRelief.z);
            expose(c * vSeen.x * uLight + vSeen.y * vec3(0.55, 0.52, 0.5));
            oLabel = uLabel;
            oInstance = uInstance;
        }
        """;

    public const string LivingFragment = Inputs + ShadowShaders.Receive + """
        in vec3 vFromLight;
        uniform sampler2D uGrain;
        #ifdef GROUND
        in vec2 vRegion;
        uniform sampler2D uFatTexture;
        uniform vec2 uPlace;
        uniform vec4 uCover;
        uniform vec3 uFatDark;
        uniform vec3 uFatBright;
        uniform vec3 uOrgan;
        uniform vec3 uBlood;
        #endif
        void main()
        {
            vec4 t = texture(uTexture, vUv);
            vec4 grain = texture(uGrain, vUv * 1.9);
            vec3 base = mix(uDark, uBright, t.x);
            base = mix(base, uVessel, t.y * uRelief.w);
            vec2 slope = t.zw - 0.5;
            float wet = uRelief.y;
            float fine = 0.55;
            uint label = uLabel;
        #ifdef GROUND
            float organ = smoothstep(uCover.z, uCover.z + 0.03, vRegion.x + 0.02 * (t.x - 0.5));
            base = mix(base, uOrgan * (0.65 + 0.5 * grain.x) * (1.0 - 0.3 * t.y), organ);
            slope *= 1.0 - 0.6 * organ;
            float pool = 0.0;
            if (vRegion.y > uCover.x - 0.06)
            {
                vec4 lobules = textureLod(uFatTexture, vUv * 0.9, 0.0);
                float fat = smoothstep(uCover.x, uCover.x + 0.06, vRegion.y + 0.10 * (lobules.x - 0.5));
                base = mix(base, mix(uFatDark, uFatBright, lobules.x) * (1.0 - 0.35 * t.y), fat);
                slope = mix(slope, 1.3 * (lobules.zw - 0.5) + 0.4 * slope, fat);
            }
            if (uCover.y < 0.95)
            {
                vec4 spill = textureLod(uGrain, vUv * 0.41 - uPlace, 0.0);
                float ragged = spill.x + 0.22 * (grain.x - 0.5) + 0.15 * (t.x - 0.5);
                pool = smoothstep(uCover.y, uCover.y + 0.05, ragged);
                float stain = smoothstep(uCover.y - 0.22, uCover.y + 0.02, ragged);
                base *= mix(vec3(1.0), vec3(0.80, 0.30, 0.30), 0.8 * stain);
                base = mix(base, uBlood * (0.55 + 0.6 * t.x), 0.93 * pool);
                slope *= 1.0 - 0.8 * pool;
                fine *= 1.0 - 0.8 * pool;
                wet *= 1.0 + 0.5 * stain;
            }
            label = pool > 0.5 ? 14u : label;
        #endif
            vec3 n = normalize(dot(vNormal, vHalf) < 0.0 ? -vNormal : vNormal);
            vec3 bumped = n - uRelief.x * (slope.x * uAlongU + slope.y * uAlongV);
            vec2 glint = uRelief.x * fine * (grain.zw - 0.5);
            vec3 skin = bumped - glint.x * uAlongU - glint.y * uAlongV;
            float lit = max(dot(bumped, vHalf), 0.0) * inversesqrt(dot(bumped, bumped));
            float direct = lit * shade(vFromLight);
            vec3 deep = base * (0.5 * base + 0.5 * base.r * vec3(1.0, 0.22, 0.18));
            vec3 c = base * (0.06 + 0.80 * direct * lit) + deep * (0.20 + 0.30 * sqrt(direct));
            float edge = 1.0 - lit;
            c += wet * direct * (3.0 * highlight(skin, vHalf, 0.55 * uRelief.z) + 0.30 * highlight(bumped, vHalf, 1.6 * uRelief.z));
            c += (wet * 0.10 * edge * edge) * (uBright + 0.25);
            expose(c * vSeen.x * uLight + vSeen.y * vec3(0.55, 0.52, 0.5));
            oLabel = label;
            oInstance = uInstance;
        }
        """;

    private const string Inputs = Shaders.Film + """
        layout(location = 1) out uint oLabel;
        layout(location = 2) out uint oInstance;
        in vec3 vNormal;
        in vec3 vHalf;
        in vec2 vUv;
        in vec2 vSeen;
        uniform sampler2D uTexture;
        uniform vec3 uLight;
        uniform vec3 uDark;
        uniform vec3 uBright;
        uniform vec3 uVessel;
        uniform vec4 uRelief;
        uniform vec3 uAlongU;
        uniform vec3 uAlongV;
        uniform uint uLabel;
        uniform uint uInstance;

        """;
}
