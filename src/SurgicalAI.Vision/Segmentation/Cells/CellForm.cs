using System.Globalization;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference.Onnx;

namespace SurgicalAI.Vision.Segmentation.Cells;

/// <summary>
/// What a scene network's file says of its core: between the tensors <see cref="Pixels"/> (scaled pixels, planes of floats) and
/// <see cref="Logits"/> (cells) lies all that was learnt; what stands before and after is fixed arithmetic with these numbers.
/// </summary>
/// <param name="HeightPx">Height of the network's picture and maps.</param>
/// <param name="WidthPx">Width of the network's picture and maps.</param>
/// <param name="Classes">Classes of the scene; one more output, the last, is the lesion's. Channel 16 c + i of the logits is output c at pixel i of a cell, row by row.</param>
/// <param name="Cell">Side of the cell of pixels of one position of the logits.</param>
/// <param name="Temperature">By what the scene's logits are divided.</param>
/// <param name="LesionTemperature">By what the lesion's logit is divided.</param>
/// <param name="Normalise">True: mean 0 by channel, one contrast; false: byte / 127.5 - 1.</param>
public sealed record CellForm(int HeightPx, int WidthPx, int Classes, int Cell, double Temperature, double LesionTemperature, bool Normalise)
{
    /// <summary>Name of the tensor with which the core begins.</summary>
    public const string Pixels = "pixels";

    /// <summary>Name of the tensor with which the core ends.</summary>
    public const string Logits = "cells";

    /// <summary>A black picture must not be blown up to noise: the contrast, in grey levels, is never taken as less than this.</summary>
    public const float LeastContrast = 8;

    /// <summary>Standard deviation that a normalised picture gets, in the range of -1 to 1: that of common photographs.</summary>
    public const float Contrast = 0.5f;

    /// <summary>Half the range of a byte.</summary>
    public const float HalfRange = 127.5f;

    private const string Prefix = "core_";

    /// <summary>The core as a part of the graph, for one picture.</summary>
    public OnnxPart Part => new(
        Pixels, [1, 3, HeightPx, WidthPx], Logits, [1, (Classes + 1) * Cell * Cell, HeightPx / Cell, WidthPx / Cell]);

    /// <summary>The numbers as notes of the file.</summary>
    public IReadOnlyList<(string Key, string Value)> Notes =>
    [
        (Prefix + "height", Text(HeightPx)), (Prefix + "width", Text(WidthPx)), (Prefix + "classes", Text(Classes)), (Prefix + "cell", Text(Cell)),
        (Prefix + "temperature", Text(Temperature)), (Prefix + "lesion_temperature", Text(LesionTemperature)), (Prefix + "normalise", Text(Normalise ? 1 : 0)),
    ];

    /// <summary>Reads the notes; null when the file has none.</summary>
    /// <exception cref="UserErrorException">They are there and make no sense.</exception>
    public static CellForm? Of(OnnxFile file)
    {
        if (!file.Notes.ContainsKey(Prefix + "height"))
        {
            return null;
        }

        double Number(string name) => file.Notes.TryGetValue(Prefix + name, out var text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : double.NaN;
        var form = new CellForm(
            (int)Number("height"), (int)Number("width"), (int)Number("classes"), (int)Number("cell"), Number("temperature"), Number("lesion_temperature"), Number("normalise") != 0);
        return form.IsPossible
            ? form
            : throw new UserErrorException($"{file.Directory.OnnxPath}: the notes on its core make no sense ({form}). Make it again with {file.Directory.Card.Retrain}.");
    }

    // Eight cells of a row are read at once, and eight pixels scaled.
    private bool IsPossible => Cell == CellReader.Side && Classes is >= 1 and <= 255 && HeightPx > 0 && WidthPx >= 64 && HeightPx % Cell == 0 && WidthPx % 16 == 0
        && (long)HeightPx * WidthPx <= 1 << 24 && Temperature > 0 && LesionTemperature > 0;

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
