using SurgicalAI.Core.Frames;

namespace SurgicalAI.Control.Safety.Geometry;

/// <summary>Where a part of the instrument is nearest to something.</summary>
/// <param name="GapM">Distance of the surfaces, metres; negative when one is in the other.</param>
/// <param name="Part">Part of the instrument.</param>
/// <param name="Point">Nearest point of the part's axis, base frame.</param>
/// <param name="Away">Unit vector from the obstacle to the instrument, base frame.</param>
/// <param name="MarginM">Gap that must stay, metres; minus infinity for what may be touched.</param>
/// <param name="Rule">Rule that watches over it.</param>
internal readonly record struct Contact(double GapM, int Part, Vec3 Point, Vec3 Away, double MarginM, GateRule Rule)
{
    /// <summary>Distance that the speed of approach is measured against, metres.</summary>
    public double RoomM => double.IsNegativeInfinity(MarginM) ? GapM : GapM - MarginM;
}
