namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// Shaders of motion: each corner's place now and at the picture before, both in the eye's axes of their time. With DEFORMS a corner
/// brings its earlier place along. What did not move differs by exactly nothing, for both places go the same way.
/// </summary>
internal static class MotionShaders
{
    /// <summary>Input that carries the earlier place of a corner that deforms.</summary>
    public const uint BeforeInput = 3;

    public const string Vertex = """
        layout(location = 0) in vec3 aPosition;
        #ifdef DEFORMS
        layout(location = 3) in vec3 aBefore;
        #else
        #define aBefore aPosition
        #endif
        uniform mat4 uModelView;
        uniform mat4 uModelViewBefore;
        uniform mat4 uProjection;
        out vec3 vNow;
        out vec3 vBefore;
        void main()
        {
            vec4 p = uModelView * vec4(aPosition, 1.0);
            vNow = p.xyz;
            vBefore = (uModelViewBefore * vec4(aBefore, 1.0)).xyz;
            gl_Position = uProjection * p;
        }
        """;

    // What stood behind the eye before is taken as close before it.
    public const string Fragment = """
        layout(location = 0) out vec4 oMotion;
        in vec3 vNow;
        in vec3 vBefore;
        uniform vec2 uFocal;
        void main()
        {
            oMotion = vec4(uFocal * (vNow.xy / max(vNow.z, 0.005) - vBefore.xy / max(vBefore.z, 0.005)), vNow.z, 1.0);
        }
        """;
}
