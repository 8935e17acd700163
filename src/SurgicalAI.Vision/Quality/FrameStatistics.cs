namespace SurgicalAI.Vision.Quality;

/// <summary>What a frame looks like inside the endoscope's field, whatever it shows.</summary>
/// <param name="Brightness">Mean of the brightest channel, 0 to 255.</param>
/// <param name="Clipped">Share of pixels whose two brighter channels both end at the top (from 250).</param>
/// <param name="Black">Share of pixels whose brightest channel is below 25.</param>
/// <param name="Veil">10th percentile of the darkest channel over the 90th percentile of the brightest: 0 for a clear picture, towards 1 behind smoke.</param>
/// <param name="Saturation">Mean of (brightest - darkest channel) / brightest over pixels that are not black, 0 to 1.</param>
/// <param name="Redness">Mean of (red - mean of green and blue) / brightest over pixels that are not black, -1 to 1.</param>
/// <param name="Tissue">Share of the pixels that are neither black nor clipped whose colour tissue, fat and blood have: red clearly leads.</param>
/// <param name="Cold">Share of the same pixels in which green or blue clearly leads.</param>
/// <param name="Sharpness">
/// Mean squared second difference of the green channel at 1/160 of the field's width, less what noise adds, over that at 1/40: 0.15 to 0.6 for sharp
/// pictures, towards 0 for blur, whatever the contrast.
/// </param>
/// <param name="Contrast">Standard deviation of the brightest channel, 0 to 128.</param>
public readonly record struct FrameStatistics(
    double Brightness,
    double Clipped,
    double Black,
    double Veil,
    double Saturation,
    double Redness,
    double Tissue,
    double Cold,
    double Sharpness,
    double Contrast);
