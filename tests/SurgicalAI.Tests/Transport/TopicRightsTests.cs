using SurgicalAI.Core.Messages;
using SurgicalAI.Transport;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.Tests.Transport;

/// <summary>The one table of rights, and Mosquitto's access list made from it.</summary>
public sealed class TopicRightsTests
{
    [Fact]
    public void EveryTopic_HasASenderAndNoViewerIsOne() =>
        Assert.All(TopicRule.All, rule => Assert.True(rule.Senders != BusRole.None && !rule.Senders.HasFlag(BusRole.Viewer), rule.Suffix));

    [Fact]
    public void Motion_OfTheArm_IsTheOperatorsAlone()
    {
        var motion = TopicRule.All.Where(rule => rule.Suffix.Contains("servo", StringComparison.Ordinal) || rule.Suffix.StartsWith("move", StringComparison.Ordinal) || rule.Suffix is "decision" or "state_command");
        Assert.All(motion, rule => Assert.Equal(BusRole.Operator, rule.Senders));
    }

    [Fact]
    public void State_HasOneRole_SoThatNobodySpeaksForAnother() =>
        Assert.All(TopicRule.All.Where(rule => rule.Delivery == Delivery.State), rule => Assert.Contains(rule.Senders, BusRoles.All));

    // Mosquitto's list has no exceptions: a line for every arm holds for the endoscope's too.
    [Fact]
    public void TopicOfOneArm_HasTheSendersOfItsNamesake()
    {
        foreach (var one in TopicRule.All.Where(rule => rule.Arm is not null))
        {
            Assert.All(TopicRule.All.Where(rule => rule.Arm is null && rule.Suffix == one.Suffix), common => Assert.Equal(common.Senders, one.Senders));
        }
    }

    [Fact]
    public void AccessList_Read_GivesTheTable()
    {
        var read = new HashSet<(string User, string Filter)>();
        var user = "";
        foreach (var line in Mosquitto.AccessList().Split('\n'))
        {
            user = line.StartsWith("user ", StringComparison.Ordinal) ? line[5..] : user;
            if (line.StartsWith("topic write ", StringComparison.Ordinal))
            {
                read.Add((user, line[12..]));
            }
        }

        var table = TopicRule.All.SelectMany(rule => BusRoles.All.Where(role => rule.Senders.HasFlag(role)).Select(role => (BusRoles.Name(role), $"surgicalai/+/{rule.Arm ?? "+"}/{rule.Suffix}")));
        Assert.Equal(table.ToHashSet(), read);
    }

    [Theory]
    [InlineData("surgicalai/sim/psm1/servo_cp", BusRole.Operator)]
    [InlineData("surgicalai/sim/ecm/servo_jp", BusRole.Operator)]
    [InlineData("surgicalai/sim/psm1/jaw/servo_jp", BusRole.Operator)]
    [InlineData("surgicalai/sim/psm1/suggestion", BusRole.Engine)]
    [InlineData("surgicalai/sim/psm1/servo_cp/more", BusRole.None)]
    [InlineData("surgicalai/sim/psm1/", BusRole.None)]
    [InlineData("surgicalai//psm1/servo_cp", BusRole.None)]
    [InlineData("surgicalai/sim//servo_cp", BusRole.None)]
    [InlineData("/surgicalai/sim/psm1/servo_cp", BusRole.None)]
    [InlineData("surgicalaix/sim/psm1/servo_cp", BusRole.None)]
    [InlineData("surgicalai", BusRole.None)]
    [InlineData("", BusRole.None)]
    public void MaySend_OnlyWhomTheTableNames(string topic, BusRole senders) =>
        Assert.All(BusRoles.All, role => Assert.Equal(senders.HasFlag(role) && senders != BusRole.None, TopicRights.MaySend(role, topic)));

    [Theory]
    [InlineData("surgicalai/#", true)]
    [InlineData("surgicalai/+/+/mode", true)]
    [InlineData("#", false)]
    [InlineData("+/sim/psm1/mode", false)]
    [InlineData("$SYS/#", false)]
    public void MayRead_OnlyBelowOurRoot(string filter, bool may) => Assert.Equal(may, TopicRights.MayRead(filter));
}
