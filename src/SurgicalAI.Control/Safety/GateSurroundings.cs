using SurgicalAI.Control.Safety.Geometry;

namespace SurgicalAI.Control.Safety;

/// <summary>What is around an arm in one tick. <c>default</c>: nothing, and the jaws' angle is not known.</summary>
public readonly struct GateSurroundings
{
    private readonly NoGoSet? _noGo;
    private readonly double _measuredJawRad;
    private readonly bool _knowsJaw;

    /// <summary>Describes the surroundings.</summary>
    /// <param name="noGo">Where the instrument must not go.</param>
    /// <param name="other">The other arm; <c>default</c> when there is none.</param>
    /// <param name="measuredJawRad">Measured opening of the jaws, rad; NaN when not known.</param>
    public GateSurroundings(NoGoSet noGo, in OtherArm other, double measuredJawRad)
    {
        ArgumentNullException.ThrowIfNull(noGo);
        (_noGo, Other, _measuredJawRad, _knowsJaw) = (noGo, other, measuredJawRad, double.IsFinite(measuredJawRad));
    }

    /// <summary>Where the instrument must not go.</summary>
    public NoGoSet NoGo => _noGo ?? NoGoSet.Empty;

    /// <summary>The other arm.</summary>
    public OtherArm Other { get; }

    /// <summary>Measured opening of the jaws, rad; NaN when not known.</summary>
    public double MeasuredJawRad => _knowsJaw ? _measuredJawRad : double.NaN;

    /// <summary>The same with a newer reading of the jaws.</summary>
    /// <param name="measuredJawRad">Measured opening, rad; NaN when not known.</param>
    public GateSurroundings WithJaw(double measuredJawRad) => new(NoGo, Other, measuredJawRad);
}
