using OpenCvSharp;

namespace SurgicalAI.Learning.Scenes.Augment;

/// <summary>
/// Gives a picture the low frequencies' strength of another and keeps its own phase: the other's light and colour over its own forms.
/// Source: Y. Yang and S. Soatto, "FDA: Fourier Domain Adaptation for Semantic Segmentation", CVPR 2020.
/// </summary>
internal static class FourierTransfer
{
    /// <summary>Changes a picture in place.</summary>
    /// <param name="picture">Three bytes per pixel.</param>
    /// <param name="style">Picture of the same size whose low frequencies are taken.</param>
    /// <param name="share">Half width of the band exchanged as a share of the shorter side; 0.01 moves colour and light only.</param>
    public static void Apply(Mat picture, Mat style, double share)
    {
        var half = Math.Max(1, (int)(share * Math.Min(picture.Width, picture.Height)));
        var (to, from) = (picture.Split(), style.Split());
        for (var channel = 0; channel < 3; channel++)
        {
            using var spectrum = Spectrum(to[channel]);
            using var other = Spectrum(from[channel]);
            Exchange(spectrum, other, half);
            using var back = new Mat();
            Cv2.Dft(spectrum, back, DftFlags.Inverse | DftFlags.Scale | DftFlags.RealOutput);
            back.ConvertTo(to[channel], MatType.CV_8UC1);
        }

        Cv2.Merge(to, picture);
        Array.ForEach([.. to, .. from], static m => m.Dispose());
    }

    private static Mat Spectrum(Mat channel)
    {
        using var real = new Mat();
        channel.ConvertTo(real, MatType.CV_32FC1);
        var spectrum = new Mat();
        Cv2.Dft(real, spectrum, DftFlags.ComplexOutput);
        return spectrum;
    }

    // Frequencies within the band lie at the spectrum's four corners.
    private static void Exchange(Mat spectrum, Mat other, int half)
    {
        var (rows, columns) = (spectrum.Rows, spectrum.Cols);
        var own = spectrum.AsSpan<float>();
        var foreign = other.AsSpan<float>();
        for (var y = -half; y <= half; y++)
        {
            for (var x = -half; x <= half; x++)
            {
                var at = 2 * (((y + rows) % rows * columns) + ((x + columns) % columns));
                var strength = Length(own[at], own[at + 1]);
                var gain = strength < 1e-3f ? 0 : Length(foreign[at], foreign[at + 1]) / strength;
                (own[at], own[at + 1]) = (own[at] * gain, own[at + 1] * gain);
            }
        }
    }

    private static float Length(float re, float im) => MathF.Sqrt((re * re) + (im * im));
}
