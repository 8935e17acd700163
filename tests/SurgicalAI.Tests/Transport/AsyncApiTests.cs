using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using MQTTnet.Packets;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Transport;
using SurgicalAI.Transport.Json;
using SurgicalAI.Transport.Mqtt;
using SurgicalAI.Transport.Rules;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.Tests.Transport;

/// <summary>docs/asyncapi.yaml says what the code does, and the code does what it says.</summary>
public sealed class AsyncApiTests
{
    private static readonly JsonNode s_document = MiniYaml.Read(Find("docs/asyncapi.yaml"));

    public static TheoryData<string> Messages => [.. s_document["components"]!["messages"]!.AsObject().Select(m => m.Key)];

    [Fact]
    public void Catalog_ListsEveryTopicOfCore()
    {
        var declared = typeof(Topics).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(p => (dynamic)p.GetValue(null)!)
            .Select(t => ((string)t.Suffix, (Delivery)t.Delivery, ((Type)t.GetType().GetGenericArguments()[0]).Name, (string?)t.Arm));
        Assert.Equal(declared.Order(), TopicRule.All.Select(r => (r.Suffix, r.Delivery, r.Message.Name, r.Arm)).Order());
    }

    [Fact]
    public void Channels_AreTheTopicsWithTheirDeliveryAndMessage()
    {
        var documented = s_document["channels"]!.AsObject().Select(c => (
            (string)c.Value!["address"]!,
            (string)c.Value["x-delivery"]!,
            Assert.Single(c.Value["messages"]!.AsObject()).Key + "Message"));
        var coded = TopicRule.All.Select(r => (TopicRule.Prefix("{robot}", r.Arm ?? "{arm}") + r.Suffix, r.Delivery.ToString().ToLowerInvariant(), r.Message.Name));
        Assert.Equal(coded.Order(), documented.Order());
    }

    [Fact]
    public void Operations_CarryTheBindingsOfTheirDelivery()
    {
        foreach (var (name, channel) in s_document["channels"]!.AsObject())
        {
            var delivery = s_document["x-deliveries"]![(string)channel!["x-delivery"]!]!.DeepClone().AsObject();
            delivery.Remove("description");
            Assert.True(JsonNode.DeepEquals(delivery, s_document["operations"]![name]!["bindings"]!["mqtt"]), name);
            Assert.Equal((bool)delivery["retain"]!, TopicRule.MayBeRetained((string)channel["address"]!));
        }
    }

    [Fact]
    public void Senders_OfEveryChannel_AreThoseOfTheTable()
    {
        foreach (var (name, channel) in s_document["channels"]!.AsObject())
        {
            var rule = TopicRights.RuleOf(((string)channel!["address"]!).Replace("{robot}", "sim", StringComparison.Ordinal).Replace("{arm}", "psm1", StringComparison.Ordinal));
            var coded = BusRoles.All.Where(role => (rule!.Senders & role) != 0).Select(BusRoles.Name).ToArray();
            Assert.Equal(coded, channel["x-senders"]!.AsArray().Select(sender => (string)sender!));
            Assert.Equal($"Sent by the {string.Join(" or the ", coded)}.", (string)s_document["operations"]![name]!["summary"]!);
        }

        Assert.Equal(BusRoles.All.Select(BusRoles.Name), s_document["x-roles"]!.AsObject().Select(r => r.Key));
    }

    [Fact]
    public void Replies_StandAtTheRequests()
    {
        var replies = s_document["operations"]!.AsObject().Where(o => o.Value!["reply"] is not null).Select(o => o.Key);
        Assert.Equal(TopicRule.All.Where(rule => rule.IsRequest).Select(rule => rule.Suffix).Order(), replies.Order());
    }

    [Fact]
    public void Envelope_CarriesThePropertiesOfTheDocument()
    {
        var said = s_document["x-mqtt"]!;
        var message = new Envelope("t", Delivery.Event, typeof(ServoJpMessage), "s-1", "answers").Around(new byte[1], [1]);
        Assert.Equal((string)said["content_type"]!, message.ContentType);
        Assert.Equal((int)said["payload_format_indicator"]!, (int)message.PayloadFormatIndicator);
        Assert.Equal(said["user_properties"]!.AsObject().Select(p => p.Key), message.UserProperties.Select(p => p.Name));
        Assert.Equal(["ServoJp", "s-1"], message.UserProperties.Select(p => p.ReadValueAsString()));
        Assert.NotNull(s_document["components"]!["messages"]!["ServoJp"]);
        Assert.Equal(("answers", 1), (message.ResponseTopic, message.CorrelationData.Length));
        foreach (var (name, delivery) in s_document["x-deliveries"]!.AsObject())
        {
            var carried = new Envelope("t", Enum.Parse<Delivery>(name, ignoreCase: true), typeof(ServoJpMessage), "s", null).Around(new byte[1], null);
            Assert.Equal(((int)delivery!["qos"]!, (bool)delivery["retain"]!, (uint)delivery["messageExpiryInterval"]!), ((int)carried.QualityOfServiceLevel, carried.Retain, carried.MessageExpiryInterval));
        }
    }

    [Fact]
    public void Dropped_NamesEveryReason()
    {
        var counts = new DropCounts();
        foreach (var reason in Enum.GetValues<DropReason>())
        {
            counts.Add(reason);
        }

        Assert.Equal(counts.Snapshot().Keys.Order(), s_document["x-dropped"]!.AsObject().Select(r => r.Key).Order());
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Example_ReadAndWritten_IsTheSameJson(string message)
    {
        var example = Example(message);
        Assert.True(JsonNode.DeepEquals(example, Rewrite(message, example)), message);
        var keys = s_document["components"]!["messages"]![message]!["payload"]!["properties"]!.AsObject().Select(p => p.Key);
        Assert.Equal(keys.Order(), example.Select(p => p.Key).Order());
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Required_KeyMissing_Refused_OptionalMissing_Accepted(string message)
    {
        var required = s_document["components"]!["messages"]![message]!["payload"]!["required"]!.AsArray().Select(k => (string)k!).ToHashSet();
        foreach (var key in Example(message).Select(p => p.Key))
        {
            var damaged = Example(message);
            damaged.Remove(key);
            Assert.Equal(required.Contains(key), Rewrite(message, damaged) is null);
        }
    }

    private static JsonObject Example(string message) =>
        s_document["components"]!["messages"]![message]!["examples"]![0]!["payload"]!.DeepClone().AsObject();

    private static JsonNode? Rewrite(string message, JsonNode json)
    {
        var type = TopicRule.All.First(r => r.Message.Name == message + "Message").Message;
        var method = typeof(AsyncApiTests).GetMethod(nameof(RewriteAs), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (JsonNode?)method.MakeGenericMethod(type).Invoke(null, [json.ToJsonString()]);
    }

    private static JsonNode? RewriteAs<T>(string json)
        where T : notnull
    {
        Outcome<T> outcome = MessageCodec.Decode<T>(Encoding.UTF8.GetBytes(json));
        if (!outcome.TryGet(out var message))
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        MessageCodec.Encode(message, buffer);
        return JsonNode.Parse(buffer.WrittenSpan);
    }

    private static string Find(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, file)))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? "", file);
    }
}
