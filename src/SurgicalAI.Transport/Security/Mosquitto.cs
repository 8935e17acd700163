using System.Text;
using SurgicalAI.Transport.Json;

namespace SurgicalAI.Transport.Security;

/// <summary>Texts of Mosquitto 2: the access list from the same table that the embedded broker asks, and a configuration that starts as it is.</summary>
public static class Mosquitto
{
    /// <summary>The access list: one user for each role, named as its certificate.</summary>
    public static string AccessList()
    {
        var text = new StringBuilder("# Who may send what, made from TopicRule.All by ./run.sh broker init. Whom it does not name may do nothing.\n");
        foreach (var role in BusRoles.All)
        {
            text.Append('\n').Append("user ").Append(BusRoles.Name(role)).Append('\n');
            text.Append("topic read ").Append(TopicRule.Root).Append("/#\n");
            foreach (var filter in TopicRights.SendFilters(role))
            {
                text.Append("topic write ").Append(filter).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>The configuration.</summary>
    /// <param name="folder">Folder in which it and the keys lie, absolute.</param>
    /// <param name="port">TCP port.</param>
    /// <param name="loopbackOnly">True to listen on 127.0.0.1 only.</param>
    /// <param name="account">Account that owns the keys; Mosquitto started as root would change to another that cannot read them.</param>
    public static string Configuration(string folder, int port, bool loopbackOnly, string account) => $"""
        # Made by ./run.sh broker init. Start it with: mosquitto -c {folder}/{BrokerFolder.ConfigurationFile}
        listener {port}{(loopbackOnly ? " 127.0.0.1" : "")}
        cafile {folder}/{BusKeys.RootFile}
        certfile {folder}/{BusKeys.ServerName}.pem
        keyfile {folder}/{BusKeys.ServerName}.key
        tls_version tlsv1.2
        # A client is who its certificate says: the common name is the role.
        require_certificate true
        use_identity_as_username true
        allow_anonymous false
        acl_file {folder}/{BrokerFolder.AccessFile}
        user {account}
        # Nothing outlives the broker; each client says its state again when it comes back.
        persistence false
        # Small messages go at once, and a slow reader loses the newest instead of filling the memory.
        set_tcp_nodelay true
        max_queued_messages {MaxQueued}
        max_packet_size {MaxPacketBytes}
        max_connections {MaxConnections}

        """;

    /// <summary>Longest packet, bytes: the longest message, its topic and properties.</summary>
    public const int MaxPacketBytes = MessageCodec.MaxBytes + 4096;

    /// <summary>Messages that wait for a slow reader.</summary>
    public const int MaxQueued = 256;

    /// <summary>Clients at the same time.</summary>
    public const int MaxConnections = 64;
}
