using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.Tests.Native.Vision;

public sealed class LesionLabelsTests
{
    private static readonly LabelSet Network = LabelSet.Of("background", "shaft", "needle");

    [Fact]
    public void Apply_FromTheThresholdOn_WritesThePolypButNotOnInstruments()
    {
        var lesions = new LesionLabels(Network, 0.4);
        byte[] labels = [0, 0, 1, 2];
        byte[] doubt = [9, 9, 9, 9];
        lesions.Apply([101, 102, 255, 200], labels, doubt);
        Assert.Equal([0, 3, 1, 3], labels);
        Assert.Equal([9, 153, 9, 55], doubt);
    }

    [Fact]
    public void Labels_NetworkWithoutALesion_GetsPolypUnderTheNextId()
    {
        var lesions = new LesionLabels(Network, 0.5);
        Assert.Equal(new(3, "polyp", LabelKind.Lesion), lesions.Lesion);
        Assert.Equal([0, 1, 2, 3], lesions.Labels.Definitions.Select(d => (int)d.Id));
    }

    [Fact]
    public void Labels_NetworkWithALesion_KeepsItsId()
    {
        var own = new LabelSet([new(0, "background", LabelKind.Other), new(9, "polyp", LabelKind.Lesion), new(200, "shaft", LabelKind.Instrument)]);
        var lesions = new LesionLabels(own, 0.5);
        Assert.Equal(9, lesions.Lesion.Id);
        Assert.Same(own, lesions.Labels);
    }

    [Fact]
    public void Labels_GreatestIdTaken_TakesTheFirstGap() =>
        Assert.Equal(1, new LesionLabels(new([new(0, "background", LabelKind.Other), new(254, "shaft", LabelKind.Instrument)]), 0.5).Lesion.Id);
}
