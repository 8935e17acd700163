using System.Runtime.InteropServices;
using Silk.NET.OpenGL;
using SurgicalAI.Core.Imaging;
using GlFormat = Silk.NET.OpenGL.PixelFormat;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Off-screen picture, label, instance and depth of one eye, all from the same rasterisation. Hot path.</summary>
internal sealed unsafe class RenderTarget : IDisposable
{
    private readonly GL _gl;
    private readonly uint _width;
    private readonly uint _height;
    private readonly uint _framebuffer;
    private readonly uint[] _textures = new uint[4];
    private readonly byte* _rgba;

    /// <summary>Makes the target.</summary>
    /// <param name="gl">Functions.</param>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    public RenderTarget(GL gl, int widthPx, int heightPx)
    {
        (_gl, _width, _height) = (gl, (uint)widthPx, (uint)heightPx);
        _framebuffer = gl.GenFramebuffer();
        gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        gl.GenTextures(_textures);
        Attach(0, SizedInternalFormat.Rgba8, FramebufferAttachment.ColorAttachment0);
        Attach(1, SizedInternalFormat.R8ui, FramebufferAttachment.ColorAttachment1);
        Attach(2, SizedInternalFormat.R8ui, FramebufferAttachment.ColorAttachment2);
        Attach(3, SizedInternalFormat.DepthComponent32f, FramebufferAttachment.DepthAttachment);
        if (gl.CheckFramebufferStatus(FramebufferTarget.Framebuffer) != GLEnum.FramebufferComplete)
        {
            throw new InvalidOperationException($"The driver refuses a {widthPx} x {heightPx} target with maps and depth.");
        }

        gl.PixelStore(PixelStoreParameter.PackAlignment, 1);
        _rgba = (byte*)NativeMemory.AlignedAlloc((nuint)(4 * widthPx * heightPx), 64);
    }

    /// <summary>Clears what will be drawn; a map that nobody asked for is not stored at all.</summary>
    public void Begin(bool labels, bool instances)
    {
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        _gl.Viewport(0, 0, _width, _height);
        _gl.DrawBuffers([
            DrawBufferMode.ColorAttachment0,
            labels ? DrawBufferMode.ColorAttachment1 : DrawBufferMode.None,
            instances ? DrawBufferMode.ColorAttachment2 : DrawBufferMode.None]);
        var black = stackalloc float[4];
        _gl.ClearBuffer(GLEnum.Color, 0, black);
        ClearMap(1, labels);
        ClearMap(2, instances);
        _gl.Clear(ClearBufferMask.DepthBufferBit);
    }

    /// <summary>The drawn picture: red, green, blue, unused; row 0 on top. Valid until the next call.</summary>
    public ReadOnlySpan<byte> ReadColour()
    {
        _gl.ReadBuffer(ReadBufferMode.ColorAttachment0);
        _gl.ReadPixels(0, 0, _width, _height, GlFormat.Rgba, PixelType.UnsignedByte, _rgba);
        return new(_rgba, (int)(4 * _width * _height));
    }

    public void ReadLabels(ImageLease labels) => ReadMap(ReadBufferMode.ColorAttachment1, labels);

    public void ReadInstances(ImageLease instances) => ReadMap(ReadBufferMode.ColorAttachment2, instances);

    public void ReadDepth(ImageLease depthM)
    {
        _gl.ReadPixels(0, 0, _width, _height, GlFormat.DepthComponent, PixelType.Float, (void*)depthM.Address);
        foreach (ref var z in depthM.Floats())
        {
            z = EyeProjection.DepthM(z);
        }
    }

    public void Dispose()
    {
        _gl.DeleteFramebuffer(_framebuffer);
        _gl.DeleteTextures(_textures);
        NativeMemory.AlignedFree(_rgba);
    }

    private void ClearMap(int index, bool used)
    {
        var background = stackalloc uint[4];
        if (used)
        {
            _gl.ClearBuffer(GLEnum.Color, index, background);
        }
    }

    private void ReadMap(ReadBufferMode buffer, ImageLease map)
    {
        _gl.ReadBuffer(buffer);
        _gl.ReadPixels(0, 0, _width, _height, GlFormat.RedInteger, PixelType.UnsignedByte, (void*)map.Address);
    }

    private void Attach(int index, SizedInternalFormat format, FramebufferAttachment attachment)
    {
        _gl.BindTexture(TextureTarget.Texture2D, _textures[index]);
        _gl.TexStorage2D(TextureTarget.Texture2D, 1, format, _width, _height);
        _gl.FramebufferTexture2D(FramebufferTarget.Framebuffer, attachment, TextureTarget.Texture2D, _textures[index], 0);
    }
}
