using System.Runtime.InteropServices;

namespace SurgicalAI.Sim.Rendering;

/// <summary>The few functions of EGL 1.5 that a headless context needs.</summary>
internal static partial class Egl
{
    public const int SurfacelessMesa = 0x31DD;
    public const int PlatformDevice = 0x313F;
    public const int OpenGlApi = 0x30A2;
    public const int MajorVersion = 0x3098;
    public const int MinorVersion = 0x30FB;
    public const int ProfileMask = 0x30FD;
    public const int CoreProfile = 1;
    public const int None = 0x3038;

    private const string Library = "libEGL.so.1";

    [LibraryImport(Library, EntryPoint = "eglGetPlatformDisplay")]
    public static partial nint GetPlatformDisplay(int platform, nint nativeDisplay, nint attributes);

    [LibraryImport(Library, EntryPoint = "eglInitialize")]
    public static partial int Initialize(nint display, out int major, out int minor);

    [LibraryImport(Library, EntryPoint = "eglBindAPI")]
    public static partial int BindApi(int api);

    [LibraryImport(Library, EntryPoint = "eglCreateContext")]
    public static partial nint CreateContext(nint display, nint config, nint share, [In] int[] attributes);

    [LibraryImport(Library, EntryPoint = "eglDestroyContext")]
    public static partial int DestroyContext(nint display, nint context);

    [LibraryImport(Library, EntryPoint = "eglMakeCurrent")]
    public static partial int MakeCurrent(nint display, nint draw, nint read, nint context);

    [LibraryImport(Library, EntryPoint = "eglGetProcAddress", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GetProcAddress(string name);

    [LibraryImport(Library, EntryPoint = "eglGetError")]
    public static partial int GetError();
}
