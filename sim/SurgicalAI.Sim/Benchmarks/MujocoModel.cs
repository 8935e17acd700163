using System.Runtime.InteropServices;
using System.Text;

namespace SurgicalAI.Sim.Benchmarks;

/// <summary>A model in MuJoCo and its state, for comparisons with our own physics.</summary>
internal sealed class MujocoModel : IDisposable
{
    private const int ErrorBytes = 1000;
    private readonly nint _model;
    private readonly nint _data;

    private MujocoModel(nint model) => (_model, _data) = (model, MujocoLibrary.MakeData(model));

    /// <summary>Makes a model of MJCF text.</summary>
    /// <param name="mjcf">The text.</param>
    /// <param name="why">Empty, or why there is none.</param>
    public static MujocoModel? TryLoad(string mjcf, out string why)
    {
        if (!NativeLibrary.TryLoad(MujocoLibrary.Name, out _))
        {
            why = $"MuJoCo is not installed ({MujocoLibrary.Name}; Debian: apt-get install libmujoco-dev)";
            return null;
        }

        if (MujocoLibrary.GetVersion() != MujocoLibrary.Version)
        {
            why = $"MuJoCo {MujocoLibrary.GetVersion()} is installed, {MujocoLibrary.Version} is needed";
            return null;
        }

        var error = new byte[ErrorBytes];
        var model = Load(mjcf, error);
        why = model == 0 ? "MuJoCo refuses the model: " + Encoding.UTF8.GetString(error).TrimEnd('\0') : "";
        return model == 0 ? null : new(model);
    }

    public void Step(int count)
    {
        for (var i = 0; i < count; i++)
        {
            MujocoLibrary.Step(_model, _data);
        }
    }

    /// <summary>A generalised position; a free body has seven: place, then quaternion.</summary>
    public unsafe double Position(int index) => (*(double**)(_data + MujocoLibrary.PositionsOffset))[index];

    public void Dispose()
    {
        MujocoLibrary.DeleteData(_data);
        MujocoLibrary.DeleteModel(_model);
    }

    // The library reads files only.
    private static nint Load(string mjcf, byte[] error)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, mjcf);
            return MujocoLibrary.LoadXml(file, 0, error, error.Length);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
