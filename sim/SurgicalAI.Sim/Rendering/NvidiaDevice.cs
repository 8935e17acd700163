namespace SurgicalAI.Sim.Rendering;

/// <summary>Finds an EGL display on an NVIDIA GPU through the device platform.</summary>
internal static unsafe class NvidiaDevice
{
    private const int MaxDevices = 8;
    private const int CudaDevice = 0x323A;

    /// <summary>An initialised display, or 0 when no device of that driver answers.</summary>
    public static nint FindDisplay()
    {
        var query = (delegate* unmanaged<int, nint*, int*, int>)Egl.GetProcAddress("eglQueryDevicesEXT");
        var attribute = (delegate* unmanaged<nint, int, nint*, int>)Egl.GetProcAddress("eglQueryDeviceAttribEXT");
        if (query == null || attribute == null)
        {
            return 0;
        }

        var devices = stackalloc nint[MaxDevices];
        var count = 0;
        if (query(MaxDevices, devices, &count) == 0)
        {
            return 0;
        }

        for (var i = 0; i < count; i++)
        {
            nint cuda;
            if (attribute(devices[i], CudaDevice, &cuda) != 0 && Open(devices[i]) is var display and not 0)
            {
                return display;
            }
        }

        return 0;
    }

    private static nint Open(nint device)
    {
        var display = Egl.GetPlatformDisplay(Egl.PlatformDevice, device, 0);
        return display != 0 && Egl.Initialize(display, out _, out _) != 0 ? display : 0;
    }
}
