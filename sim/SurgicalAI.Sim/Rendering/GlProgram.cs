using System.Numerics;
using Silk.NET.OpenGL;

namespace SurgicalAI.Sim.Rendering;

/// <summary>A linked shader program; uniforms are set by location, looked up once.</summary>
internal sealed class GlProgram : IDisposable
{
    /// <summary>First line of every shader.</summary>
    public const string Version = "#version 430 core\n";

    private readonly GL _gl;
    private readonly uint _program;

    public GlProgram(GL gl, string vertexSource, string fragmentSource)
    {
        _gl = gl;
        _program = gl.CreateProgram();
        var vertex = Compile(ShaderType.VertexShader, vertexSource);
        var fragment = Compile(ShaderType.FragmentShader, fragmentSource);
        gl.AttachShader(_program, vertex);
        gl.AttachShader(_program, fragment);
        gl.LinkProgram(_program);
        gl.DeleteShader(vertex);
        gl.DeleteShader(fragment);
        if (gl.GetProgram(_program, ProgramPropertyARB.LinkStatus) == 0)
        {
            throw new InvalidOperationException($"Shader program does not link: {gl.GetProgramInfoLog(_program)}");
        }
    }

    /// <summary>Location of a uniform; setting an unused one (-1) does nothing.</summary>
    public int this[string uniform] => _gl.GetUniformLocation(_program, uniform);

    public void Use() => _gl.UseProgram(_program);

    public unsafe void Set(int location, in Matrix4x4 columns)
    {
        fixed (Matrix4x4* m = &columns)
        {
            _gl.UniformMatrix4(location, 1, false, (float*)m);
        }
    }

    public void Set(int location, Vector3 value) => _gl.Uniform3(location, value.X, value.Y, value.Z);

    public void Set(int location, Vector4 value) => _gl.Uniform4(location, value.X, value.Y, value.Z, value.W);

    public void Set(int location, Vector2 value) => _gl.Uniform2(location, value.X, value.Y);

    public void Set(int location, float value) => _gl.Uniform1(location, value);

    public void Set(int location, int value) => _gl.Uniform1(location, value);

    public void Set(int location, uint value) => _gl.Uniform1(location, value);

    public void Dispose() => _gl.DeleteProgram(_program);

    private uint Compile(ShaderType type, string source)
    {
        var shader = _gl.CreateShader(type);
        _gl.ShaderSource(shader, source);
        _gl.CompileShader(shader);
        return _gl.GetShader(shader, ShaderParameterName.CompileStatus) != 0
            ? shader
            : throw new InvalidOperationException($"{type} does not compile: {_gl.GetShaderInfoLog(shader)}");
    }
}
