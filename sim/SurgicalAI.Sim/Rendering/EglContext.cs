using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// An OpenGL 4.3 core context without window or surface. It may be used from any thread, one at a time:
/// whoever draws binds it and lets it go again.
/// </summary>
internal sealed class EglContext : IDisposable
{
    private const string Packages = "install the Debian packages libegl1 and libgl1-mesa-dri";
    private static readonly Lock DisplayLock = new();

    // One display for the process: EGL hands out the same one to every caller, and ending it would end all contexts.
    private static nint _sharedDisplay;

    private readonly nint _display;
    private nint _context;

    public EglContext()
    {
        try
        {
            _display = SharedDisplay();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new UserErrorException($"The simulator draws with EGL, which is missing: {Packages}.", e);
        }

        int[] attributes = [Egl.MajorVersion, 4, Egl.MinorVersion, 3, Egl.ProfileMask, Egl.CoreProfile, Egl.None];
        _ = Egl.BindApi(Egl.OpenGlApi);
        _context = Egl.CreateContext(_display, 0, 0, attributes);
        if (_context == 0)
        {
            throw new UserErrorException($"EGL gives no OpenGL 4.3 context (error 0x{Egl.GetError():x}): {Packages}.");
        }
    }

    public void Bind()
    {
        _ = Egl.BindApi(Egl.OpenGlApi);
        if (Egl.MakeCurrent(_display, 0, 0, _context) == 0)
        {
            throw new InvalidOperationException($"The OpenGL context is in use by another thread (EGL error 0x{Egl.GetError():x}).");
        }
    }

    public void Release() => _ = Egl.MakeCurrent(_display, 0, 0, 0);

    public void Dispose()
    {
        if (_context != 0)
        {
            _ = Egl.DestroyContext(_display, _context);
            _context = 0;
        }
    }

    private static nint SharedDisplay()
    {
        lock (DisplayLock)
        {
            if (_sharedDisplay == 0)
            {
                _sharedDisplay = OpenDisplay();
            }

            return _sharedDisplay;
        }
    }

    // NVIDIA's driver knows no surfaceless platform; Mesa knows both, but its device platform may pick a GPU without rights.
    private static nint OpenDisplay()
    {
        var device = File.Exists("/dev/nvidiactl") ? NvidiaDevice.FindDisplay() : 0;
        if (device != 0)
        {
            return device;
        }

        var display = Egl.GetPlatformDisplay(Egl.SurfacelessMesa, 0, 0);
        return display != 0 && Egl.Initialize(display, out _, out _) != 0
            ? display
            : throw new UserErrorException($"EGL has no headless display (error 0x{Egl.GetError():x}): {Packages}.");
    }
}
