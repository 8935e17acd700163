using System.Runtime.CompilerServices;
using SurgicalAI.Core.Outcomes;
using TorchSharp;

namespace SurgicalAI.Learning.Torch;

/// <summary>The one door to libtorch. Only training verbs open it; the engine runs without it.</summary>
public static class TorchRuntime
{
    private static readonly Lock Gate = new();
    private static bool _loaded;

    /// <summary>Loads libtorch (half a gigabyte, about a second) if that has not been done yet.</summary>
    /// <exception cref="UserErrorException">It cannot be loaded; the message says what helps.</exception>
    public static void EnsureLoaded()
    {
        lock (Gate)
        {
            if (_loaded)
            {
                return;
            }

            try
            {
                Load();
                _loaded = true;
            }
            catch (Exception e) when (e is NotSupportedException or DllNotFoundException or TypeInitializationException or BadImageFormatException)
            {
                throw new UserErrorException(
                    $"libtorch does not load from {AppContext.BaseDirectory} ({Cause(e)}). Training needs it: build again with ./run.sh, which copies and adapts it.", e);
            }
        }
    }

    /// <summary>Loads libtorch, limits its threads and seeds its generator.</summary>
    /// <param name="threads">Threads of one operator; 0 leaves libtorch's choice.</param>
    /// <param name="seed">Seed of the default generator.</param>
    /// <exception cref="UserErrorException">libtorch cannot be loaded.</exception>
    public static void Start(int threads, ulong seed)
    {
        EnsureLoaded();
        Configure(threads, seed);
    }

    /// <summary>Makes sure that a device can be trained on.</summary>
    /// <param name="device">"cpu" or "cuda".</param>
    /// <exception cref="UserErrorException">libtorch or the device is not there.</exception>
    public static void RequireDevice(string device)
    {
        EnsureLoaded();
        if (device == "cuda" && !HasCuda())
        {
            throw new UserErrorException("Training on cuda needs an NVIDIA GPU and libtorch for CUDA; neither ships with this build. Use --preset cpu.");
        }
    }

    // Apart, so that the jitter touches TorchSharp's types only when it is called.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Load() => torch.InitializeDeviceType(DeviceType.CPU);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Configure(int threads, ulong seed)
    {
        if (threads > 0)
        {
            torch.set_num_threads(threads);
        }

        torch.random.manual_seed(unchecked((long)seed));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool HasCuda() => torch.cuda.is_available();

    private static string Cause(Exception e) => e.GetBaseException().Message.Split('\n')[0].Trim();
}
