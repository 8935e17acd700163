using SurgicalAI.App.Faults;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Tests.Native.Faults;

public sealed class FaultSpecTests
{
    [Fact]
    public void Parse_EveryNameWithTimes_IsItself()
    {
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            Assert.Equal(new FaultSpec(kind, 1.5, 0.25), FaultSpec.Parse($"{FaultSpec.NameOf(kind)}@1.5+0.25"));
            Assert.Equal(kind, FaultSpec.Parse(FaultSpec.NameOf(kind)).Kind);
        }
    }

    [Theory]
    [InlineData("frozen", "there is no fault 'frozen'")]
    [InlineData("frozen-frames@soon", "what follows '@' is not a number of seconds")]
    [InlineData("frozen-frames@1+-2", "what follows '+' is not a number of seconds")]
    [InlineData("frozen-frames@NaN", "what follows '@' is not a number of seconds")]
    [InlineData("", "there is no fault ''")]
    public void Parse_NotASpec_OneClearLine(string text, string what)
    {
        var error = Assert.Throws<UserErrorException>(() => FaultSpec.Parse(text));
        Assert.Contains(what, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void RequireRobotAlone_FaultOfTheEngine_Refused()
    {
        FaultScope.RequireRobotAlone([FaultSpec.Parse("frozen-frames"), FaultSpec.Parse("broker-kill")]);
        Assert.Throws<UserErrorException>(() => FaultScope.RequireRobotAlone([FaultSpec.Parse("model-nan")]));
        Assert.Throws<UserErrorException>(() => FaultScope.RequireForeignBroker([FaultSpec.Parse("half-open")]));
        Assert.Throws<UserErrorException>(() => FaultScope.RequireNoRobot([FaultSpec.Parse("clock-back")]));
    }
}
