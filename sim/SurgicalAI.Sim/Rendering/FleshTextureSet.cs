using Silk.NET.OpenGL;

namespace SurgicalAI.Sim.Rendering;

/// <summary>The soft materials' textures on the card, each made at its first use.</summary>
internal sealed class FleshTextureSet(GL gl) : IDisposable
{
    private readonly uint[] _names = new uint[FleshTextures.Count];

    public void Bind(FleshTexture texture, int unit)
    {
        gl.ActiveTexture(TextureUnit.Texture0 + unit);
        ref var name = ref _names[(int)texture];
        if (name == 0)
        {
            name = Make(texture);
        }

        gl.BindTexture(TextureTarget.Texture2D, name);
        gl.ActiveTexture(TextureUnit.Texture0);
    }

    public void Dispose() => gl.DeleteTextures(_names);

    private uint Make(FleshTexture texture)
    {
        const uint Size = FleshTextures.SizePx;
        var name = gl.GenTexture();
        gl.BindTexture(TextureTarget.Texture2D, name);
        gl.TexStorage2D(TextureTarget.Texture2D, 1, SizedInternalFormat.Rgba8, Size, Size);
        gl.TexSubImage2D(TextureTarget.Texture2D, 0, 0, 0, Size, Size, PixelFormat.Rgba, PixelType.UnsignedByte, FleshTextures.Texels(texture));
        gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureMinFilter, (int)TextureMinFilter.Linear);
        gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureMagFilter, (int)TextureMagFilter.Linear);
        return name;
    }
}
