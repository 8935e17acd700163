namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// Shaders. All shading happens in the eye's OpenCV axes with the eye at the origin; the only light sits at the lens and falls off
/// with the square of the distance. Mesa's software rasteriser runs them on the processor, so whatever is smooth over a cell of the
/// tissue's grid (light, vignette, smoke) is worked out at its corners, and divisions and roots are counted.
/// </summary>
internal static class Shaders
{
    public const string SolidVertex = """
        layout(location = 0) in vec3 aPosition;
        layout(location = 1) in vec3 aNormal;
        layout(location = 2) in vec3 aTint;
        uniform mat4 uModelView;
        uniform mat4 uProjection;
        out vec3 vPosition;
        out vec3 vNormal;
        out vec3 vTint;
        void main()
        {
            vec4 p = uModelView * vec4(aPosition, 1.0);
            vPosition = p.xyz;
            vNormal = mat3(uModelView) * aNormal;
            vTint = aTint;
            gl_Position = uProjection * p;
        }
        """;

    public const string SolidFragment = Lens + Film + ShadowShaders.Spot + ShadowShaders.Receive + """
        layout(location = 1) out uint oLabel;
        layout(location = 2) out uint oInstance;
        in vec3 vPosition;
        in vec3 vNormal;
        in vec3 vTint;
        uniform uint uLabel;
        uniform uint uInstance;
        uniform vec3 uColour;
        uniform vec3 uUp;
        uniform vec3 uSurround;
        void main()
        {
            float metal = vTint.y;
            vec3 base = uColour * vTint.x;
            vec3 v = -normalize(vPosition);
            vec3 n = normalize(vNormal);
            n = dot(n, v) < 0.0 ? -n : n;
            vec3 l = uLightPosition - vPosition;
            float power = 0.0144 / dot(l, l);
        #ifdef SHADOWS
            power *= shade(-l) * spot(l);
        #endif
            l = normalize(l);
            float nl = max(dot(n, l), 0.0);
            float edge = 1.0 - max(dot(n, v), 0.0); edge *= edge; edge *= edge;
            vec3 f0 = mix(vec3(0.045), base, metal);
            vec3 r = 2.0 * dot(n, v) * n - v;
        #ifdef SHADOWS
            vec3 around = uSurround * vec3(0.9, 0.55, 0.55) * (0.03 + 0.9 * smoothstep(-0.1, 0.95, r.z) * (0.35 + 0.65 * clamp(0.5 - 0.8 * dot(r, uUp), 0.0, 1.0)));
        #else
            vec3 around = uSurround * (0.12 + 0.88 * clamp(0.5 - 0.8 * dot(r, uUp), 0.0, 1.0));
        #endif
            vec3 c = base * ((1.0 - 0.72 * metal) * nl * power) * uLight;
        #ifdef SHADOWS
            c += (0.3 + f0) * highlight(n, normalize(l + v), 0.7 * vTint.z) * nl * power * uLight;
        #else
            c += f0 * highlight(n, normalize(l + v), vTint.z) * nl * power * uLight;
        #endif
            c += (f0 + (1.0 - f0) * 0.6 * edge) * around;
            vec2 seen = film(vPosition, gl_FragCoord.xy);
            expose(c * seen.x + seen.y * vec3(0.55, 0.52, 0.5));
            oLabel = uLabel;
            oInstance = uInstance;
        }
        """;

    public const string TissueVertex = Lens + """
        layout(location = 0) in vec3 aPosition;
        layout(location = 1) in vec3 aNormal;
        uniform mat4 uModelView;
        uniform mat4 uProjection;
        uniform vec4 uTextureMap;
        uniform vec2 uTextureShift;
        out vec3 vNormal;
        out vec3 vHalf;
        out vec2 vUv;
        out vec2 vSeen;
        void main()
        {
            vec4 p = uModelView * vec4(aPosition, 1.0);
            vNormal = mat3(uModelView) * aNormal;
            vec3 l = uLightPosition - p.xyz;
            vHalf = normalize(normalize(l) - normalize(p.xyz));
            vUv = vec2(dot(uTextureMap.xy, aPosition.xy), dot(uTextureMap.zw, aPosition.xy)) + uTextureShift;
            gl_Position = uProjection * p;
            vSeen = film(p.xyz, (gl_Position.xy / max(gl_Position.w, 0.02) + 1.0) * uLens.xy);
            vSeen.x *= 0.0144 / dot(l, l);
        }
        """;

    public const string TissueFragment = Film + """
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
        void main()
        {
            vec4 t = texture(uTexture, vUv);
            vec3 n = vNormal - ((t.z - 0.5) * uRelief.x) * uAlongU - ((t.w - 0.5) * uRelief.x) * uAlongV;
            float lit = max(dot(n, vHalf), 0.0);
            vec3 base = mix(uDark, uBright, t.x);
            base = mix(base, uVessel, t.y * uRelief.w);
            vec3 c = base * (0.25 + 0.75 * lit) + uRelief.y * lit * highlight(n, vHalf, uRelief.z);
            expose(c * vSeen.x * uLight + vSeen.y * vec3(0.55, 0.52, 0.5));
        }
        """;

    // What reaches the film: share of the scene's light and of the smoke's, after exposure and vignette.
    internal const string Lens = """
        uniform vec3 uLight;
        uniform vec3 uLightPosition;
        uniform vec4 uCamera;
        uniform vec3 uLens;
        vec2 film(vec3 p, vec2 pixel)
        {
            vec2 q = (pixel - uLens.xy) * uLens.z;
            float smoke = clamp(uCamera.z * p.z, 0.0, 1.0);
            return uCamera.x * (1.0 - min(dot(q, q), 1.0)) * vec2(1.0 - smoke, smoke * uCamera.w);
        }

        """;

    // The highlight's normal need not be a unit vector. The tone curve is a soft shoulder and a root with a small correction.
    internal const string Film = """
        layout(location = 0) out vec4 oColour;
        uniform float uCurve;
        float highlight(vec3 n, vec3 h, float roughness)
        {
            float a2 = roughness * roughness;
            a2 *= a2;
            float nh = dot(n, h);
            float nn = dot(n, n);
            float t = nn / (nh * nh * (a2 - 1.0) + nn);
            return 0.08 * a2 * t * t;
        }
        void expose(vec3 c)
        {
            vec3 root = sqrt(c * (1.0 + 0.1 * c) / (1.0 + c));
            oColour = vec4(root + (uCurve * root) * (1.0 - root), 1.0);
        }

        """;
}
