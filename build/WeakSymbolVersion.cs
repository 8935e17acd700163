// MSBuild task, compiled in the build; see TorchSharpNative.targets for why it exists.
using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>Marks one required symbol version of an ELF library as weak, in a copy of the file, where the system lacks it.</summary>
public sealed class WeakSymbolVersion : Task
{
    private const uint VersionNeedSection = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort Weak = 2; // VER_FLG_WEAK

    /// <summary>The library; must be the copy in an output folder.</summary>
    [Required]
    public string Library { get; set; }

    /// <summary>Version name, for example GLIBCXX_3.4.32.</summary>
    [Required]
    public string Version { get; set; }

    /// <summary>File name of the system library which may or may not define the version.</summary>
    [Required]
    public string Provider { get; set; }

    public override bool Execute()
    {
        if (ProviderDefinesVersion())
        {
            return true;
        }

        var elf = File.ReadAllBytes(Library);
        var flags = FindFlags(elf);
        if (flags < 0 || (elf[flags] & Weak) != 0)
        {
            return true;
        }

        elf[flags] |= (byte)Weak;
        Replace(elf);
        Log.LogMessage(MessageImportance.High, "{0}: {1} marked weak, because this system's {2} is older.", Path.GetFileName(Library), Version, Provider);
        return true;
    }

    private bool ProviderDefinesVersion()
    {
        foreach (var folder in new[] { "/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib64", "/lib64", "/usr/lib" })
        {
            var path = Path.Combine(folder, Provider);
            if (File.Exists(path))
            {
                var text = Encoding.GetEncoding("ISO-8859-1").GetString(File.ReadAllBytes(path));
                return text.IndexOf(Version + "\0", StringComparison.Ordinal) >= 0;
            }
        }

        return false;
    }

    // Offset of vna_flags of the wanted entry of .gnu.version_r, or -1. Layout: ELF-64, little endian.
    private int FindFlags(byte[] elf)
    {
        if (elf.Length < 64 || elf[0] != 0x7f || elf[1] != 'E' || elf[4] != 2 || elf[5] != 1)
        {
            return -1;
        }

        var sections = (int)BitConverter.ToInt64(elf, 0x28);
        int size = BitConverter.ToUInt16(elf, 0x3a), count = BitConverter.ToUInt16(elf, 0x3c);
        for (var i = 0; i < count; i++)
        {
            var section = sections + (i * size);
            if (BitConverter.ToUInt32(elf, section + 4) == VersionNeedSection)
            {
                var link = sections + ((int)BitConverter.ToUInt32(elf, section + 0x28) * size);
                return FindFlags(elf, (int)BitConverter.ToInt64(elf, section + 0x18), (int)BitConverter.ToInt64(elf, link + 0x18));
            }
        }

        return -1;
    }

    private int FindFlags(byte[] elf, int need, int strings)
    {
        while (true)
        {
            var entry = need + (int)BitConverter.ToUInt32(elf, need + 8);
            for (int i = 0, n = BitConverter.ToUInt16(elf, need + 2); i < n; i++)
            {
                if (NameAt(elf, strings + (int)BitConverter.ToUInt32(elf, entry + 8)) == Version)
                {
                    return entry + 4;
                }

                entry += (int)BitConverter.ToUInt32(elf, entry + 12);
            }

            var next = (int)BitConverter.ToUInt32(elf, need + 12);
            if (next == 0)
            {
                return -1;
            }

            need += next;
        }
    }

    private static string NameAt(byte[] elf, int offset)
    {
        return Encoding.ASCII.GetString(elf, offset, Array.IndexOf(elf, (byte)0, offset) - offset);
    }

    // A new file takes the old one's name: were the output a hard or symbolic link into the package cache, the cache stays
    // as it is. The time stamp is kept, so that the next incremental build sees nothing to copy.
    private void Replace(byte[] content)
    {
        var temporary = Library + ".weak";
        var written = File.GetLastWriteTimeUtc(Library);
        File.WriteAllBytes(temporary, content);
        File.SetLastWriteTimeUtc(temporary, written);
        File.Delete(Library);
        File.Move(temporary, Library);
    }
}
