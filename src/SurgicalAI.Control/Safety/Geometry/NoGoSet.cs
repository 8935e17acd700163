using System.Collections.Immutable;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Control.Safety.Geometry;

/// <summary>Where an instrument must not go, seen from its base. What does not move is worked out once, not at each tick.</summary>
public sealed class NoGoSet
{
    /// <summary>Most shapes of one set.</summary>
    public const int MostShapes = 32;

    /// <summary>Most fields of one set.</summary>
    public const int MostFields = 4;

    /// <summary>Takes volumes and surfaces.</summary>
    /// <param name="shapes">Volumes, base frame.</param>
    /// <param name="fields">Surfaces.</param>
    /// <exception cref="ArgumentException">Too many of them.</exception>
    public NoGoSet(ImmutableArray<NoGoShape> shapes, ImmutableArray<PlacedField> fields)
    {
        if (shapes.Length > MostShapes || fields.Length > MostFields)
        {
            throw new ArgumentException($"{shapes.Length} volumes and {fields.Length} surfaces, at most {MostShapes} and {MostFields} are watched.");
        }

        (Shapes, Fields) = (shapes, fields);
    }

    /// <summary>Nothing is forbidden.</summary>
    public static NoGoSet Empty { get; } = new([], []);

    /// <summary>Volumes, base frame.</summary>
    public ImmutableArray<NoGoShape> Shapes { get; }

    /// <summary>Surfaces.</summary>
    public ImmutableArray<PlacedField> Fields { get; }

    /// <summary>Number of volumes and surfaces.</summary>
    public int Count => Shapes.Length + Fields.Length;

    /// <summary>This set and a volume that was given in the endoscope's frame.</summary>
    /// <param name="shape_ecm">Volume, endoscope frame.</param>
    /// <param name="T_base_ecm">Pose of the endoscope when it was given; tissue stays where it was when the endoscope moves on.</param>
    public NoGoSet With(NoGoShape shape_ecm, Pose<BaseFrame, EcmFrame> T_base_ecm) =>
        new(Shapes.Add(shape_ecm.Seen(T_base_ecm.R, T_base_ecm.P)), Fields);

    /// <summary>This set and a surface that was seen in the endoscope's frame.</summary>
    /// <param name="field_ecm">Surface, endoscope frame.</param>
    /// <param name="T_base_ecm">Pose of the endoscope when it was seen; tissue stays where it was when the endoscope moves on.</param>
    /// <param name="mayTouch">True when it may be touched.</param>
    public NoGoSet With(DistanceField field_ecm, Pose<BaseFrame, EcmFrame> T_base_ecm, bool mayTouch = false) =>
        new(Shapes, Fields.Add(new(field_ecm, T_base_ecm.Inverse(), mayTouch)));
}
