namespace SurgicalAI.Sim.Rendering;

/// <summary>Shaders of deformable surfaces: as the ground's, with texture coordinates that stick to the rest shape.</summary>
internal static class FleshShaders
{
    public const string Vertex = "#version 430 core\n" + Shaders.Lens + """
        layout(location = 0) in vec3 aPosition;
        layout(location = 1) in vec3 aNormal;
        layout(location = 2) in vec2 aRest;
        uniform mat4 uModelView;
        uniform mat4 uProjection;
        uniform float uTilesPerM;
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
            vUv = uTilesPerM * aRest;
            gl_Position = uProjection * p;
            vSeen = film(p.xyz, (gl_Position.xy / max(gl_Position.w, 0.02) + 1.0) * uLens.xy);
            vSeen.x *= 0.0144 / dot(l, l);
        }
        """;

    public const string Fragment = "#version 430 core\n" + Shaders.Film + """
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
}
