using System.Runtime.InteropServices;
using Silk.NET.OpenGL;
using SurgicalAI.Core.Imaging;
using GlFormat = Silk.NET.OpenGL.PixelFormat;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Off-screen motion of one eye. Hot path.</summary>
internal sealed unsafe class MotionTarget : IDisposable
{
    private readonly GL _gl;
    private readonly uint _framebuffer;
    private readonly uint[] _textures = new uint[2];
    private readonly MotionPixel* _pixels;

    public MotionTarget(GL gl, CameraIntrinsics camera)
    {
        (_gl, Camera) = (gl, camera);
        _framebuffer = gl.GenFramebuffer();
        gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        gl.GenTextures(_textures);
        Attach(0, SizedInternalFormat.Rgba32f, FramebufferAttachment.ColorAttachment0);
        Attach(1, SizedInternalFormat.DepthComponent32f, FramebufferAttachment.DepthAttachment);
        if (gl.CheckFramebufferStatus(FramebufferTarget.Framebuffer) != GLEnum.FramebufferComplete)
        {
            throw new InvalidOperationException($"The driver refuses a {camera.WidthPx} x {camera.HeightPx} target for motion.");
        }

        _pixels = (MotionPixel*)NativeMemory.AlignedAlloc((nuint)(sizeof(MotionPixel) * camera.WidthPx * camera.HeightPx), 64);
    }

    /// <summary>Intrinsics that it was made for.</summary>
    public CameraIntrinsics Camera { get; }

    /// <summary>What was read back, row by row from the top.</summary>
    public ReadOnlySpan<MotionPixel> Pixels => new(_pixels, Camera.WidthPx * Camera.HeightPx);

    /// <summary>Clears what will be drawn.</summary>
    public void Begin()
    {
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        _gl.Viewport(0, 0, (uint)Camera.WidthPx, (uint)Camera.HeightPx);
        var nothing = stackalloc float[4];
        _gl.ClearBuffer(GLEnum.Color, 0, nothing);
        _gl.Clear(ClearBufferMask.DepthBufferBit);
    }

    public void Read()
    {
        _gl.ReadBuffer(ReadBufferMode.ColorAttachment0);
        _gl.ReadPixels(0, 0, (uint)Camera.WidthPx, (uint)Camera.HeightPx, GlFormat.Rgba, PixelType.Float, _pixels);
    }

    public void Dispose()
    {
        _gl.DeleteFramebuffer(_framebuffer);
        _gl.DeleteTextures(_textures);
        NativeMemory.AlignedFree(_pixels);
    }

    private void Attach(int index, SizedInternalFormat format, FramebufferAttachment attachment)
    {
        _gl.BindTexture(TextureTarget.Texture2D, _textures[index]);
        _gl.TexStorage2D(TextureTarget.Texture2D, 1, format, (uint)Camera.WidthPx, (uint)Camera.HeightPx);
        _gl.FramebufferTexture2D(FramebufferTarget.Framebuffer, attachment, TextureTarget.Texture2D, _textures[index], 0);
    }
}
