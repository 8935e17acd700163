namespace SurgicalAI.Skills.Observation;

/// <summary>The part of the tokens that follows from both eyes' centroids. Hot path.</summary>
public static class StereoFeatures
{
    // A disparity below one pixel of 320 is beyond two metres at the endoscope's geometry: no measurement.
    private const double SmallestDisparity = 1.0 / 16;
    private const double DisparityUnit = 0.1;

    /// <summary>Computes the stereo numbers of all tokens anew from their centroids; also after the centroids were perturbed.</summary>
    /// <param name="tokens">One observation, <see cref="TokenLayout.Tokens"/> x <see cref="TokenLayout.Features"/>.</param>
    public static void Fill(Span<float> tokens)
    {
        for (var c = 0; c < TokenLayout.Classes; c++)
        {
            var left = tokens.Slice(c * TokenLayout.Features, TokenLayout.Features);
            var right = tokens.Slice((c + TokenLayout.Classes) * TokenLayout.Features, TokenLayout.Features);
            FillPair(left, right);
        }
    }

    private static void FillPair(Span<float> left, Span<float> right)
    {
        left.Slice(TokenLayout.Stereo, TokenLayout.Grid - TokenLayout.Stereo).Clear();
        right.Slice(TokenLayout.Stereo, TokenLayout.Grid - TokenLayout.Stereo).Clear();
        var disparity = ((double)left[TokenLayout.CentroidX] - right[TokenLayout.CentroidX]) / DisparityUnit;
        if (left[TokenLayout.Present] == 0 || right[TokenLayout.Present] == 0 || disparity < SmallestDisparity)
        {
            return;
        }

        var x = ((double)left[TokenLayout.CentroidX] + right[TokenLayout.CentroidX]) / 2;
        var y = ((double)left[TokenLayout.CentroidY] + right[TokenLayout.CentroidY]) / 2;
        Write(left, disparity, x, y);
        Write(right, disparity, x, y);
    }

    private static void Write(Span<float> token, double disparity, double x, double y)
    {
        token[TokenLayout.Stereo] = 1;
        token[TokenLayout.Disparity] = (float)disparity;
        token[TokenLayout.InverseDisparity] = (float)(1 / disparity);
        token[TokenLayout.StereoX] = (float)(x / disparity);
        token[TokenLayout.StereoY] = (float)(y / disparity);
    }
}
