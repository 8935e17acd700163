using OpenCvSharp;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Video;

namespace SurgicalAI.Vision.Datasets.Files;

/// <summary>Reads pictures and masks whole or says in one line why not.</summary>
internal static class ImageFile
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff"];

    /// <summary>Whether the name is that of a picture.</summary>
    public static bool Is(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a picture as BGR, as stored: a camera's note to turn it is not followed, since masks are not turned either.</summary>
    public static void ReadPicture(string path, Mat bgr) => Decode(path, ImreadModes.Color | ImreadModes.IgnoreOrientation, "picture", bgr);

    /// <summary>Reads a mask with one, three or four channels of 8 bits, as stored.</summary>
    public static void ReadMask(string path, Mat mask)
    {
        Decode(path, ImreadModes.Unchanged, "mask", mask);
        if (mask.Depth() != MatType.CV_8U)
        {
            throw new UserErrorException($"{path}: the mask does not have 8 bits per channel.");
        }
    }

    /// <summary>Refuses a picture that is missing, cut off or no picture. Only what is neither PNG nor JPEG has to be decoded for that.</summary>
    public static void ExpectWhole(string path)
    {
        var bytes = Bytes(path, "picture");
        if (ImageStructure.SizeOf(bytes) is null)
        {
            using var bgr = new Mat();
            ReadPicture(path, bgr);
        }
        else if (ImageStructure.Problem(bytes) is { } problem)
        {
            throw new UserErrorException($"{path}: the picture is corrupt: {problem}.");
        }
    }

    /// <summary>Size of a picture.</summary>
    public static Size SizeOf(string path)
    {
        if (ImageStructure.SizeOf(Bytes(path, "picture")) is { } size)
        {
            return size;
        }

        using var bgr = new Mat();
        ReadPicture(path, bgr);
        return bgr.Size();
    }

    /// <summary>Refuses a map that does not have the size of its picture.</summary>
    public static void ExpectSize(string path, Size found, Size expected)
    {
        if (found != expected)
        {
            throw new UserErrorException($"{path}: the labels are {found.Width}x{found.Height} px, the picture {expected.Width}x{expected.Height}.");
        }
    }

    private static void Decode(string path, ImreadModes modes, string what, Mat into)
    {
        OpenCvSilence.Ensure();
        var bytes = Bytes(path, what);
        if (ImageStructure.Problem(bytes) is { } problem)
        {
            throw new UserErrorException($"{path}: the {what} is corrupt: {problem}.");
        }

        try
        {
            using var decoded = Cv2.ImDecode(bytes, modes);
            if (!decoded.Empty())
            {
                decoded.CopyTo(into);
                return;
            }
        }
        catch (OpenCVException)
        {
        }

        throw new UserErrorException($"{path}: the {what} is corrupt, or no picture at all.");
    }

    private static byte[] Bytes(string path, string what)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserErrorException($"{path}: the {what} is missing.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path}: the {what} cannot be read ({e.Message}).", e);
        }
    }
}
