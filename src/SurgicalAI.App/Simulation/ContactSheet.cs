using SurgicalAI.Core.Files;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Rendering;
using SurgicalAI.Vision.Overlay;
using SurgicalAI.Vision.Video;

namespace SurgicalAI.App.Simulation;

/// <summary>Every task in pictures: left eye, right eye and labels in a row; one file each, and all of them on one sheet.</summary>
internal sealed class ContactSheet : IDisposable
{
    private const int PicturesInARow = 3;
    private const int Columns = 2;
    private const int CaptionPx = 28;
    private const int GapPx = 12;

    private readonly JpegEncoder _jpeg = new(quality: 88);
    private readonly List<(string Name, ImageLease Row)> _rows = [];

    /// <summary>Draws a task.</summary>
    /// <param name="world">World at the moment to be shown.</param>
    public void Add(SimWorld world)
    {
        using var renderer = new SimRenderer(world.Camera);
        var eye = world.Camera.Intrinsics;
        ImageLease Rent(PixelFormat format) => ImagePool.Shared.Rent(eye.WidthPx, eye.HeightPx, format);
        using var pictures = new StereoFrame(Rent(PixelFormat.Bgr8), Rent(PixelFormat.Bgr8));
        using var labels = new StereoFrame(Rent(PixelFormat.Gray8), Rent(PixelFormat.Gray8));
        using var painted = Rent(PixelFormat.Bgr8);
        renderer.Render(world.Snapshot(), pictures, labels);
        LabelColours.Paint(labels.Left, painted);
        var row = ImagePool.Shared.Rent(PicturesInARow * eye.WidthPx, eye.HeightPx, PixelFormat.Bgr8);
        Copy(pictures.Left, row, 0, 0);
        Copy(pictures.Right!, row, eye.WidthPx, 0);
        Copy(painted, row, 2 * eye.WidthPx, 0);
        _rows.Add((world.Task.Name, row));
    }

    /// <summary>Writes <c>NAME.jpg</c> for each task and <c>contact-sheet.jpg</c>.</summary>
    /// <param name="folder">Folder; made if it is missing.</param>
    public void Save(string folder)
    {
        foreach (var (name, row) in _rows)
        {
            Write(Path.Combine(folder, $"{name}.jpg"), row);
        }

        using var sheet = Compose();
        Write(Path.Combine(folder, "contact-sheet.jpg"), sheet);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.ForEach(row => row.Row.Dispose());
        _jpeg.Dispose();
    }

    private static void Copy(ImageLease from, ImageLease to, int xPx, int yPx)
    {
        for (var y = 0; y < from.HeightPx; y++)
        {
            from.Row(y).CopyTo(to.Row(yPx + y)[(3 * xPx)..]);
        }
    }

    private ImageLease Compose()
    {
        var (width, height) = (_rows[0].Row.WidthPx + GapPx, _rows[0].Row.HeightPx + CaptionPx + GapPx);
        var columns = Math.Min(Columns, _rows.Count);
        var lines = (_rows.Count + columns - 1) / columns;
        var sheet = ImagePool.Shared.Rent((columns * width) + GapPx, (lines * height) + GapPx, PixelFormat.Bgr8);
        sheet.Bytes.Clear();
        for (var i = 0; i < _rows.Count; i++)
        {
            var (x, y) = (GapPx + (width * (i % columns)), GapPx + (height * (i / columns)));
            Caption.Write(sheet, _rows[i].Name, x, y + CaptionPx - 8);
            Copy(_rows[i].Row, sheet, x, y + CaptionPx);
        }

        return sheet;
    }

    private void Write(string path, ImageLease picture) => AtomicFile.Write(path, _jpeg.Encode(picture).ToArray());
}
