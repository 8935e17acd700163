using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Sim.Viewing;

namespace SurgicalAI.App.Viewer;

/// <summary>Looks whether a file is a recording, before a page is opened on it.</summary>
internal static class RecordingFile
{
    private const int LongestHeader = 1 << 16;

    /// <summary>Checks the file's beginning.</summary>
    /// <exception cref="UserErrorException">There is no such file, or it is not a recording of this layout.</exception>
    public static void Check(FileInfo file)
    {
        if (!file.Exists)
        {
            throw new UserErrorException($"--view {file} does not exist; make one with sim --record FILE.");
        }

        if (!BeginsWell(file))
        {
            throw new UserErrorException($"--view {file} is not a recording of layout {SceneMessage.Schema}; make one with sim --record FILE.");
        }
    }

    private static bool BeginsWell(FileInfo file)
    {
        try
        {
            using var stream = new GZipStream(file.OpenRead(), CompressionMode.Decompress);
            var head = new byte[SceneMessage.HeadBytes];
            stream.ReadExactly(head);
            var length = BinaryPrimitives.ReadInt32LittleEndian(head);
            if (length is <= SceneMessage.HeadBytes or > LongestHeader)
            {
                return false;
            }

            var text = new byte[length - head.Length];
            stream.ReadExactly(text);
            return Encoding.UTF8.GetString(text).Contains($"\"{SceneMessage.Schema}\"", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
