using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Tests.Skills;

/// <summary>A codec without loss and without OpenCV: raw pixels behind a size.</summary>
internal sealed class FakeCodec : IVideoCodec
{
    public IVideoWriter Create(string path, int widthPx, int heightPx, double rateHz) => new Writer(path, widthPx, heightPx);

    public IEnumerable<ImageLease> Read(string path)
    {
        using var file = new BinaryReader(File.OpenRead(path));
        var (width, height) = (file.ReadInt32(), file.ReadInt32());
        while (file.BaseStream.Position < file.BaseStream.Length)
        {
            var picture = ImagePool.Shared.Rent(width, height, PixelFormat.Bgr8);
            file.ReadBytes(picture.Bytes.Length).CopyTo(picture.Bytes);
            yield return picture;
        }
    }

    private sealed class Writer : IVideoWriter
    {
        private readonly BinaryWriter _file;

        public Writer(string path, int widthPx, int heightPx)
        {
            _file = new BinaryWriter(File.Create(path));
            _file.Write(widthPx);
            _file.Write(heightPx);
        }

        public void Write(ImageLease picture) => _file.Write(picture.Bytes);

        public void Dispose() => _file.Dispose();
    }
}
