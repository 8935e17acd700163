using OpenCvSharp;

namespace SurgicalAI.Vision.Datasets.Export;

/// <summary>Puts a frame's picture into a folder: the file as it is where it is a PNG or a JPEG, else a PNG.</summary>
internal static class PictureCopy
{
    private static readonly string[] Kept = [".png", ".jpg", ".jpeg"];

    /// <summary>Writes the picture.</summary>
    /// <param name="set">Set that it is of.</param>
    /// <param name="index">Index into the set's frames.</param>
    /// <param name="picture">The picture, as read.</param>
    /// <param name="root">Folder of the new set.</param>
    /// <param name="folder">Folder of pictures in it.</param>
    /// <returns>Path from the root.</returns>
    public static string Write(IFrameSet set, int index, Mat picture, string root, string folder)
    {
        var file = (set as FileFrameSet)?.PictureFile(index);
        var extension = file is null ? null : Array.Find(Kept, kept => kept.Equals(Path.GetExtension(file), StringComparison.OrdinalIgnoreCase));
        var relative = $"{folder}/{set.Frames[index].Name}{extension ?? ".png"}";
        var path = Path.Combine(root, relative);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path) ?? root);
        if (file is not null && extension is not null)
        {
            File.Copy(file, path);
        }
        else
        {
            WritePng(path, picture);
        }

        return relative;
    }

    /// <summary>Writes a PNG, making its folder.</summary>
    public static void WritePng(string path, Mat picture)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
        File.WriteAllBytes(path, picture.ImEncode(".png"));
    }
}
