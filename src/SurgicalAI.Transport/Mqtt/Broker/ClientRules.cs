using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Protocol;
using MQTTnet.Server;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.Transport.Mqtt.Broker;

/// <summary>What the embedded broker allows each client: its role from its certificate, then each message and subscription by the table of rights.</summary>
/// <param name="byCertificate">True when clients prove their role; else each may do everything.</param>
/// <param name="log">Takes refusals.</param>
/// <param name="named">Told the address and identity of each client that is let in.</param>
internal sealed class ClientRules(bool byCertificate, ClientLog log, Action<EndPoint, string> named)
{
    private const string RoleKey = "role";
    private const string FiltersKey = "filters";
    private const int MaxFilters = 256;
    private const int MaxKept = 1024;

    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);
    private long _retainedRefused;
    private long _refused;

    /// <summary>Messages refused because they asked to be kept on a motion or event topic.</summary>
    public long RetainedRefused => Interlocked.Read(ref _retainedRefused);

    /// <summary>Connections, messages and subscriptions refused for lack of a right.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>
    /// A client says who it is. MQTT 5 lets it leave its identity to the server [MQTT-3.1.3-6], as mosquitto's tools do. With
    /// certificates its identity must begin with its role: else a viewer could take over a robot's session by its name.
    /// </summary>
    public Task Welcome(ValidatingConnectionEventArgs args)
    {
        var role = byCertificate ? BusRoles.OfName(args.ClientCertificate?.GetNameInfo(X509NameType.SimpleName, false)) : BusRoles.Everyone;
        var prefix = byCertificate && role != BusRole.None ? BusRoles.Name(role) + "-" : "";
        if (role == BusRole.None || (args.ClientId is { Length: > 0 } id && !id.StartsWith(prefix, StringComparison.Ordinal)))
        {
            Interlocked.Increment(ref _refused);
            log.Say($"{args.ClientId} at {args.RemoteEndPoint}", "refused: its certificate names no role of ours, or its identity does not begin with the role");
            args.ReasonCode = MqttConnectReasonCode.NotAuthorized;
            return Task.CompletedTask;
        }

        if (string.IsNullOrEmpty(args.ClientId))
        {
            args.AssignedClientIdentifier = $"{prefix}guest-{BusSession.New()}";
        }

        named(args.RemoteEndPoint, string.IsNullOrEmpty(args.ClientId) ? args.AssignedClientIdentifier : args.ClientId);
        args.SessionItems[RoleKey] = role;
        return Task.CompletedTask;
    }

    /// <summary>A client, or the will of one, sends.</summary>
    public Task Judge(InterceptingPublishEventArgs args)
    {
        var message = args.ApplicationMessage;
        if (!TopicRights.MaySend(Role(args.SessionItems), message.Topic))
        {
            Interlocked.Increment(ref _refused);
            Refuse(args, $"may not send on {ClientLog.Clean(message.Topic)}");
        }
        else if (message.Retain && !TopicRule.MayBeRetained(message.Topic))
        {
            Interlocked.Increment(ref _retainedRefused);
            Refuse(args, $"asked to keep {ClientLog.Clean(message.Topic)}, which is no state");
        }
        else if (message.Retain && !MayKeep(message.Topic))
        {
            Refuse(args, $"fills the broker with kept topics; {MaxKept} are allowed");
        }

        return Task.CompletedTask;
    }

    /// <summary>A client subscribes.</summary>
    public Task Judge(InterceptingSubscriptionEventArgs args)
    {
        var filter = args.TopicFilter.Topic;
        if (TopicRights.MayRead(filter) && Filters(args.SessionItems) is var filters && (filters.Contains(filter) || filters.Count < MaxFilters))
        {
            filters.Add(filter);
            return Task.CompletedTask;
        }

        Interlocked.Increment(ref _refused);
        log.Say(args.ClientId, $"may not subscribe {ClientLog.Clean(filter)}, or has {MaxFilters} subscriptions");
        args.ProcessSubscription = false;
        args.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized;
        return Task.CompletedTask;
    }

    /// <summary>A client ends a subscription.</summary>
    public static Task Note(InterceptingUnsubscriptionEventArgs args)
    {
        Filters(args.SessionItems).Remove(args.Topic);
        return Task.CompletedTask;
    }

    private static BusRole Role(System.Collections.IDictionary session) => session[RoleKey] is BusRole role ? role : BusRole.None;

    // One connection's packets are handled one after the other, so the set needs no lock.
    private static HashSet<string> Filters(System.Collections.IDictionary session)
    {
        if (session[FiltersKey] is not HashSet<string> filters)
        {
            session[FiltersKey] = filters = new(StringComparer.Ordinal);
        }

        return filters;
    }

    private bool MayKeep(string topic)
    {
        lock (_kept)
        {
            return _kept.Contains(topic) || (_kept.Count < MaxKept && _kept.Add(topic));
        }
    }

    private void Refuse(InterceptingPublishEventArgs args, string why)
    {
        log.Say(args.ClientId, why);
        args.ProcessPublish = false;
        args.Response.ReasonCode = MqttPubAckReasonCode.NotAuthorized;
    }
}
