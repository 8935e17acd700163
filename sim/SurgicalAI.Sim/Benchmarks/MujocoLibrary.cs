using System.Runtime.InteropServices;

namespace SurgicalAI.Sim.Benchmarks;

/// <summary>The few functions of MuJoCo's C interface that stepping a model needs.</summary>
internal static partial class MujocoLibrary
{
    public const string Name = "libmujoco.so.2.2.2";

    /// <summary>Version whose layout <see cref="PositionsOffset"/> is.</summary>
    public const int Version = 222;

    /// <summary>Offset of the pointer to the positions (qpos) in mjData of that version, bytes.</summary>
    public const int PositionsOffset = 40376;

    [LibraryImport(Name, EntryPoint = "mj_version")]
    public static partial int GetVersion();

    [LibraryImport(Name, EntryPoint = "mj_loadXML", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint LoadXml(string file, nint files, [Out] byte[] error, int errorSize);

    [LibraryImport(Name, EntryPoint = "mj_makeData")]
    public static partial nint MakeData(nint model);

    [LibraryImport(Name, EntryPoint = "mj_step")]
    public static partial void Step(nint model, nint data);

    [LibraryImport(Name, EntryPoint = "mj_deleteData")]
    public static partial void DeleteData(nint data);

    [LibraryImport(Name, EntryPoint = "mj_deleteModel")]
    public static partial void DeleteModel(nint model);
}
