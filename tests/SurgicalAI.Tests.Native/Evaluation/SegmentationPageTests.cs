using System.Text.RegularExpressions;
using SurgicalAI.App.Reports;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Evaluation;

namespace SurgicalAI.Tests.Native.Evaluation;

public sealed class SegmentationPageTests
{
    private static readonly EvaluationOptions s_options = new() { Robustness = true };

    [Fact]
    public void Of_AnyEvaluation_NeedsNothingFromTheNetwork()
    {
        var page = Page("OP1", "1100 1100", "1110 1110");
        Assert.DoesNotContain("http", page.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_FramesWithDoubt_TwoPicturesAFrame()
    {
        var page = Page("OP1", "1100 1100", "1110 1110");
        var pictures = Regex.Matches(page, "src=\"data:image/jpeg;base64,([^\"]+)\"");
        Assert.Equal(2, pictures.Count);
        Assert.All(pictures, p => Assert.Equal([0xff, 0xd8], Convert.FromBase64String(p.Groups[1].Value)[..2]));
    }

    [Fact]
    public void Of_GroupWithMarkup_IsShownAsText()
    {
        var page = Page("<b>OP1</b>", "1100 1100", "1110 1110");
        Assert.DoesNotContain("<b>OP1", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;OP1", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NothingToScore_StillAPage()
    {
        var page = Page("OP1", "0000 0000", "0000 0000");
        Assert.Contains("<td>–</td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    private static string Page(string group, string truth, string answer)
    {
        using var set = new PaintedFrames("background", "shaft", "liver").Add(group, truth, answer, doubt: 40);
        using var network = new PaintedFrames.Reader(LabelSet.Of("background", "shaft"), doubt: true);
        var evaluation = SceneEvaluator.Run(set, network, s_options, null, CancellationToken.None);
        var report = EvalSegmentationDataReports.Of(evaluation, "painted:here", s_options, new("reader", network.Sha256), "cpu");
        return SegmentationPage.Of(report, evaluation, WorstPictures.Draw(set, network, evaluation.Worst), "nothing");
    }
}
