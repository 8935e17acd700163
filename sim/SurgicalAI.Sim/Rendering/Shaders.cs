namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// Shaders. All shading happens in the eye's OpenCV axes with the eye at the origin; the only light sits at the lens and falls off
/// with the square of the distance. Kept short: Mesa's software rasteriser runs them on the processor.
/// </summary>
internal static class Shaders
{
    public const string SolidVertex = """
        #version 430 core
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

    public const string SolidFragment = Head + """
        in vec3 vTint;
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
            vec3 l; float power = lightAt(l);
            float nl = max(dot(n, l), 0.0);
            float nv = max(dot(n, v), 0.0);
            float edge = 1.0 - nv; edge *= edge; edge *= edge;
            vec3 f0 = mix(vec3(0.045), base, metal);
            vec3 r = 2.0 * dot(n, v) * n - v;
            vec3 around = uSurround * (0.12 + 0.88 * clamp(0.5 - 0.8 * dot(r, uUp), 0.0, 1.0));
            vec3 c = base * ((1.0 - 0.72 * metal) * nl * power) * uLight;
            c += f0 * highlight(n, l, v, vTint.z) * nl * power * uLight;
            c += (f0 + (1.0 - f0) * 0.6 * edge) * around;
            finish(c);
        }
        """;

    public const string TissueVertex = """
        #version 430 core
        layout(location = 0) in vec3 aPosition;
        layout(location = 1) in vec3 aNormal;
        uniform mat4 uModelView;
        uniform mat4 uProjection;
        uniform vec4 uTextureMap;
        uniform vec2 uTextureShift;
        out vec3 vPosition;
        out vec3 vNormal;
        out vec2 vUv;
        void main()
        {
            vec4 p = uModelView * vec4(aPosition, 1.0);
            vPosition = p.xyz;
            vNormal = mat3(uModelView) * aNormal;
            vUv = vec2(dot(uTextureMap.xy, aPosition.xy), dot(uTextureMap.zw, aPosition.xy)) + uTextureShift;
            gl_Position = uProjection * p;
        }
        """;

    public const string TissueFragment = Head + """
        in vec2 vUv;
        uniform sampler2D uTexture;
        uniform vec3 uDark;
        uniform vec3 uBright;
        uniform vec3 uVessel;
        uniform vec4 uRelief;
        uniform vec3 uAlongU;
        uniform vec3 uAlongV;
        void main()
        {
            vec4 t = texture(uTexture, vUv);
            vec3 v = -normalize(vPosition);
            vec3 n = normalize(vNormal - ((t.z - 0.5) * uRelief.x) * uAlongU - ((t.w - 0.5) * uRelief.x) * uAlongV);
            vec3 l; float power = lightAt(l);
            float nl = max(dot(n, l), 0.0);
            vec3 base = mix(uDark, uBright, t.x);
            base = mix(base, uVessel, t.y * uRelief.w);
            vec3 c = base * (power * (0.25 + 0.75 * nl)) * uLight;
            c += (uRelief.y * power * nl * highlight(n, l, v, uRelief.z)) * uLight;
            finish(c);
        }
        """;

    private const string Head = """
        #version 430 core
        layout(location = 0) out vec4 oColour;
        layout(location = 1) out uint oLabel;
        in vec3 vPosition;
        in vec3 vNormal;
        uniform uint uLabel;
        uniform vec3 uLight;
        uniform vec3 uLightPosition;
        uniform vec4 uCamera;
        uniform vec3 uLens;
        float lightAt(out vec3 l)
        {
            vec3 d = uLightPosition - vPosition;
            float s = dot(d, d);
            l = d * inversesqrt(s);
            return 0.0144 / s;
        }
        float highlight(vec3 n, vec3 l, vec3 v, float roughness)
        {
            vec3 s = l + v;
            float ns = dot(n, s);
            float ss = dot(s, s);
            float a = roughness * roughness;
            float a2 = a * a;
            float t = ns * ns * (a2 - 1.0) + ss;
            return 0.08 * a2 * ss * ss / (t * t);
        }
        void finish(vec3 c)
        {
            c = mix(c, uCamera.w * vec3(0.55, 0.52, 0.5), clamp(uCamera.z * vPosition.z, 0.0, 1.0));
            vec2 q = (gl_FragCoord.xy - uLens.xy) * uLens.z;
            c *= uCamera.x * (1.0 - min(dot(q, q), 1.0));
            c = c * (1.0 + 0.1 * c) / (1.0 + c);
            vec3 root = sqrt(c);
            oColour = vec4(mix(root, sqrt(root), uCamera.y), 1.0);
            oLabel = uLabel;
        }

        """;
}
