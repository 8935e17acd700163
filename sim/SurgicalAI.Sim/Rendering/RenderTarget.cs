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
    /// <param name="levels">Levels of the picture's pyramid, 1 for the picture alone.</param>
    public RenderTarget(GL gl, int widthPx, int heightPx, uint levels = 1)
    {
        (_gl, _width, _height) = (gl, (uint)widthPx, (uint)heightPx);
        _framebuffer = gl.GenFramebuffer();
        gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        gl.GenTextures(_textures);
        Attach(0, SizedInternalFormat.Rgba8, FramebufferAttachment.ColorAttachment0, levels);
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

    /// <summary>The picture's texture.</summary>
    public uint Colour => _textures[0];

    /// <summary>The label map's texture.</summary>
    public uint Labels => _textures[1];

    /// <summary>The instance map's texture.</summary>
    public uint Instances => _textures[2];

    /// <summary>The depth buffer's texture.</summary>
    public uint Depth => _textures[3];

    /// <summary>Clears what will be drawn; a map that nobody asked for is not stored at all.</summary>
    public void Begin(bool labels, bool instances)
    {
        Bind(labels, instances);
        var black = stackalloc float[4];
        _gl.ClearBuffer(GLEnum.Color, 0, black);
        ClearMap(1, labels);
        ClearMap(2, instances);
        _gl.Clear(ClearBufferMask.DepthBufferBit);
    }

    /// <summary>As <see cref="Begin"/>, for a draw that covers every pixel.</summary>
    public void Bind(bool labels, bool instances)
    {
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        _gl.Viewport(0, 0, _width, _height);
        _gl.DrawBuffers([
            DrawBufferMode.ColorAttachment0,
            labels ? DrawBufferMode.ColorAttachment1 : DrawBufferMode.None,
            instances ? DrawBufferMode.ColorAttachment2 : DrawBufferMode.None]);
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

    private void Attach(int index, SizedInternalFormat format, FramebufferAttachment attachment, uint levels = 1)
    {
        _gl.BindTexture(TextureTarget.Texture2D, _textures[index]);
        _gl.TexStorage2D(TextureTarget.Texture2D, levels, format, _width, _height);
        var (small, large) = levels > 1 ? ((int)TextureMinFilter.LinearMipmapNearest, (int)TextureMagFilter.Linear) : ((int)TextureMinFilter.Nearest, (int)TextureMagFilter.Nearest);
        _gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureMinFilter, small);
        _gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureMagFilter, large);
        _gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureWrapS, (int)TextureWrapMode.ClampToEdge);
        _gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureWrapT, (int)TextureWrapMode.ClampToEdge);
        _gl.FramebufferTexture2D(FramebufferTarget.Framebuffer, attachment, TextureTarget.Texture2D, _textures[index], 0);
    }
}
