using CsCheck;
using Microsoft.Extensions.Time.Testing;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Exceptions;
using SurgicalAI.Transport.Mqtt.Broker;

namespace SurgicalAI.Tests.Transport;

/// <summary>What bounds a client of the embedded broker: length, rate, and what the log says of it.</summary>
public sealed class BrokerGuardTests
{
    private const int Allowed = 1000;

    [Fact]
    public void Watch_AnyPacketsInAnyPieces_CountsThemAll() =>
        Gen.Select(Gen.Int[0, Allowed].List[0, 20], Gen.Int[1, 300].List[1, 50]).Sample((lengths, pieces) =>
        {
            byte[] stream = [.. lengths.SelectMany((length, i) => Packet(i == 0 ? (byte)0x10 : (byte)0x30, length, length))];
            var watch = new PacketWatch(Allowed);
            var begun = 0;
            for (int at = 0, k = 0; at < stream.Length; k++)
            {
                var size = Math.Min(pieces[k % pieces.Count], stream.Length - at);
                begun += watch.Take(stream.AsSpan(at, size));
                at += size;
            }

            Assert.Equal(lengths.Count, begun);
        });

    // The claim alone ends it: no byte of the body has come.
    [Theory]
    [InlineData(Allowed + 1)]
    [InlineData(100_000)]
    [InlineData(268_435_455)]
    public void Watch_LongerThanAllowed_RefusedAtItsLength(int length) =>
        Assert.Throws<MqttProtocolViolationException>(() => new PacketWatch(Allowed).Take(Packet(0x10, length, 0)));

    [Fact]
    public void Watch_LengthOfFiveBytes_Refused() =>
        Assert.Throws<MqttProtocolViolationException>(() => new PacketWatch(int.MaxValue).Take([0x10, 0x80, 0x80, 0x80, 0x80, 0x01]));

    [Fact]
    public void Watch_NoConnectFirst_Refused() =>
        Assert.Throws<MqttProtocolViolationException>(() => new PacketWatch(Allowed).Take([0x30, 0x02, 0, 0]));

    [Fact]
    public void Rate_TakenAsAllowed_LastsAndOverdraftWaitsItOut()
    {
        var time = new FakeTimeProvider();
        var limit = new RateLimit(100, time);
        Assert.Equal(TimeSpan.Zero, limit.Take(100));
        Assert.Equal(TimeSpan.FromSeconds(0.5), limit.Take(50));
        time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(TimeSpan.Zero, limit.Take(0));
        time.Advance(TimeSpan.FromSeconds(100));
        Assert.Equal(TimeSpan.Zero, limit.Take(100));
        Assert.True(limit.Take(1) > TimeSpan.Zero, "more than one second's worth was saved up");
    }

    [Fact]
    public void Log_ManyFaultsInASecond_OneLineThenTheCount()
    {
        var time = new FakeTimeProvider();
        var lines = new List<string>();
        var log = new ClientLog(lines.Add, time);
        for (var i = 0; i < 500; i++)
        {
            log.Say("viewer-1", "may not send");
        }

        Assert.Equal(["broker: client viewer-1: may not send"], lines);
        time.Advance(TimeSpan.FromSeconds(1));
        log.Say("viewer-2", "may not send");
        Assert.Equal("broker: client viewer-2: may not send (and 499 more)", lines[^1]);
    }

    [Fact]
    public void Log_NameWithControlsAndOfAnyLength_IsOneShortLine() =>
        Gen.String.Sample(name =>
        {
            var lines = new List<string>();
            new ClientLog(lines.Add, new FakeTimeProvider()).Say(name + "\r\n\u001b[31m", "x");
            Assert.DoesNotContain(lines[0], char.IsControl);
            Assert.True(lines[0].Length < 130);
        });

    // The library's own words may quote a packet; only the client's name and the kind of error are kept.
    [Fact]
    public void Log_LibrarysError_SaysTheClientAndNothingOfTheContent()
    {
        var lines = new List<string>();
        IMqttNetLogger log = new ClientLog(lines.Add, new FakeTimeProvider());
        log.Publish(MqttNetLogLevel.Error, "x", "Client '{0}': Error with {1}", ["viewer-1", "s3cret"], new InvalidOperationException("s3cret"));
        Assert.Equal(["broker: client viewer-1: its connection ended in an error (InvalidOperationException)"], lines);
    }

    private static byte[] Packet(byte type, int length, int present)
    {
        var bytes = new List<byte> { type };
        for (var rest = length; ;)
        {
            var piece = (byte)(rest & 127);
            rest >>= 7;
            bytes.Add(rest > 0 ? (byte)(piece | 128) : piece);
            if (rest == 0)
            {
                return [.. bytes, .. new byte[present]];
            }
        }
    }
}
