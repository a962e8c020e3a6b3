using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using ModelGen.Tests.Checkpoints;

namespace ModelGen.Tests.Training;

/// <summary>Files that were a checkpoint before someone changed them, by accident or to do harm; none of them is one any more.</summary>
internal sealed class HostileCheckpoints(byte[] whole, int seed)
{
    private const int LengthBytes = 8;
    private const string Metadata = "__metadata__";

    private static readonly string[] Numbers =
    [
        "-1", "0.5", "1e3", "1e400", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551615",
        "99999999999999999999999999", "null", "true", "\"4\"", "[]", "{}", "[[0]]",
    ];

    private readonly Random _random = new(seed);
    private readonly int _headerEnd = LengthBytes + (int)BinaryPrimitives.ReadInt64LittleEndian(whole);

    /// <summary>All of them, each with what was done to it.</summary>
    public IEnumerable<(string Kind, byte[] Bytes)> All
        => Truncated().Concat(Flipped()).Concat(LyingLengths()).Concat(Swapped()).Concat(LyingNumbers()).Concat(Forged()).Concat(Nested())
            .Concat(Counted()).Concat(Torn(1_000));

    /// <summary>Cut off before and behind each sign of the header's structure, and at the ends of each tensor.</summary>
    private IEnumerable<(string, byte[])> Truncated()
    {
        var structure = Enumerable.Range(LengthBytes, _headerEnd - LengthBytes).Where(place => "{}[]:,".Contains((char)whole[place]));
        var places = Enumerable.Range(0, LengthBytes + 1).Concat(structure).Concat(structure.Select(place => place + 1))
            .Concat(Places().SelectMany(place => new[] { place - 1, place, place + 1 }));
        foreach (var length in places.Where(place => place >= 0 && place < whole.Length).Distinct())
            yield return ($"cut off after {length} bytes", whole[..length]);
    }

    /// <summary>One bit changed: each of the header's length, and some of the rest.</summary>
    private IEnumerable<(string, byte[])> Flipped()
    {
        var bits = Enumerable.Range(0, LengthBytes * 8)
            .Concat(Enumerable.Range(0, 400).Select(_ => _random.Next(LengthBytes * 8, _headerEnd * 8)))
            .Concat(Enumerable.Range(0, 200).Select(_ => _random.Next(_headerEnd * 8, whole.Length * 8)));
        foreach (var bit in bits.Distinct())
        {
            byte[] changed = [.. whole];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return ($"bit {bit} changed", changed);
        }
    }

    private IEnumerable<(string, byte[])> LyingLengths()
    {
        var length = (ulong)(_headerEnd - LengthBytes);
        ulong[] lies = [0, 1, 2, length - 1, length + 1, (ulong)whole.Length, int.MaxValue, 1UL << 31, 1UL << 32, 1UL << 62, 1UL << 63,
            ulong.MaxValue, ulong.MaxValue - 8];
        foreach (var lie in lies)
        {
            byte[] changed = [.. whole];
            BinaryPrimitives.WriteUInt64LittleEndian(changed, lie);
            yield return ($"a header of {lie} bytes", changed);
        }
    }

    /// <summary>A field of one tensor given to another, and a text of one key to another.</summary>
    private IEnumerable<(string, byte[])> Swapped()
    {
        var header = SafetensorsBytes.Header(whole);
        List<string> tensors = [.. header.Select(item => item.Key).Where(name => name != Metadata)];
        List<string> texts = [.. header[Metadata]!.AsObject().Select(item => item.Key)];
        foreach (var field in (string[])["dtype", "shape", "data_offsets"])
        {
            foreach (var (left, right) in tensors.Zip(tensors.Skip(1)))
            {
                var (one, other) = (header[left]![field]!.ToJsonString(), header[right]![field]!.ToJsonString());
                if (one == other) continue;
                yield return ($"{field} of {left} and {right} exchanged", SafetensorsBytes.Changed(whole, changed =>
                    (changed[left]![field], changed[right]![field]) = (JsonNode.Parse(other), JsonNode.Parse(one))));
            }
        }

        foreach (var (left, right) in texts.Zip(texts.Skip(1)))
        {
            var (one, other) = ((string)header[Metadata]![left]!, (string)header[Metadata]![right]!);
            if (one == other) continue;
            yield return ($"texts of {left} and {right} exchanged", SafetensorsBytes.Changed(whole, changed =>
                (changed[Metadata]![left], changed[Metadata]![right]) = (other, one)));
        }
    }

    /// <summary>Numbers of shapes and places that lie, or are none.</summary>
    private IEnumerable<(string, byte[])> LyingNumbers()
    {
        var tensors = SafetensorsBytes.Header(whole).Select(item => item.Key).Where(name => name != Metadata).ToList();
        foreach (var name in tensors)
        {
            foreach (var number in Numbers)
            {
                yield return ($"a dimension {number} of {name}", With(name, "shape", $"[{number}]"));
                yield return ($"the place [0, {number}] of {name}", With(name, "data_offsets", $"[0,{number}]"));
                yield return ($"the place [{number}, 4] of {name}", With(name, "data_offsets", $"[{number},4]"));
            }
        }

        byte[] With(string name, string field, string text)
            => SafetensorsBytes.Changed(whole, header => header[name]![field] = JsonNode.Parse(text));
    }

    /// <summary>Texts that lie, in a file whose sum was made anew.</summary>
    private IEnumerable<(string, byte[])> Forged()
    {
        string[] keys = ["modelgen.fit.batches", "modelgen.fit.turn", "modelgen.fit.epochs", "modelgen.fit.steps"];
        string[] texts = ["", " ", "-1", "99999999999999999999", "x", "0x10", "NaN,", new string('1', 5_000), "\u0000", "1;2"];
        foreach (var key in keys)
        {
            foreach (var text in texts) yield return ($"{key} is forged", SealedBytes.With(whole, key, text));
        }
    }

    private static IEnumerable<(string, byte[])> Nested()
    {
        foreach (var depth in (int[])[1, 2, 10, 63, 64, 65, 100, 1_000, 10_000, 100_000])
        {
            var (open, close) = (Many("[", depth), Many("]", depth));
            string[] headers =
            [
                open + close, $"{{\"a\":{open}{close}}}", $"{{\"__metadata__\":{{\"a\":{open}{close}}}}}",
                $"{{\"a\":{{\"dtype\":\"F32\",\"shape\":{open}{close},\"data_offsets\":[0,4]}}}}",
                Many("{\"a\":", depth) + "0" + Many("}", depth),
                open, Many("{\"a\":", depth),
            ];
            foreach (var header in headers) yield return ($"{depth} deep", SafetensorsBytes.Of(header, new byte[4]));
        }
    }

    private static IEnumerable<(string, byte[])> Counted()
    {
        foreach (var count in (int[])[10, 1_000, 20_000])
        {
            var tensor = "{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}";
            string[] headers =
            [
                $"{{{Join(count, number => $"\"t{number}\":{tensor}")}}}",
                $"{{\"__metadata__\":{{{Join(count, number => $"\"k{number}\":\"{number}\"")}}}}}",
                $"{{\"a\":{{\"dtype\":\"F32\",\"shape\":[{Join(count, _ => "1")}],\"data_offsets\":[0,4]}}}}",
                $"{{\"a\":{{\"dtype\":\"F32\",\"shape\":[{Join(count, _ => "65536")}],\"data_offsets\":[0,4]}}}}",
                $"{{{Join(count, _ => $"\"a\":{tensor}")}}}",
            ];
            foreach (var header in headers) yield return ($"{count} times", SafetensorsBytes.Of(header, new byte[4]));
        }
    }

    /// <summary>Pieces overwritten, moved, doubled or left out, as by a disk that mixes up its blocks.</summary>
    private IEnumerable<(string, byte[])> Torn(int count)
    {
        for (var number = 0; number < count; number++)
        {
            var (from, to) = (_random.Next(whole.Length), _random.Next(whole.Length));
            var length = _random.Next(1, Math.Min(64, whole.Length - Math.Max(from, to)) + 1);
            byte[] changed = [.. whole];
            switch (number % 4)
            {
                case 0:
                    _random.NextBytes(changed.AsSpan(to, length));
                    break;
                case 1:
                    whole.AsSpan(from, length).CopyTo(changed.AsSpan(to));
                    break;
                case 2:
                    changed = [.. whole[..to], .. whole[from..(from + length)], .. whole[to..]];
                    break;
                default:
                    changed = [.. whole[..to], .. whole[(to + length)..]];
                    break;
            }

            if (!changed.AsSpan().SequenceEqual(whole)) yield return ($"torn, number {number}", changed);
        }
    }

    /// <summary>Where the tensors begin and end in the file.</summary>
    private IEnumerable<int> Places()
        => SafetensorsBytes.Header(whole).Where(item => item.Key != Metadata)
            .SelectMany(item => item.Value!["data_offsets"]!.AsArray().Select(place => _headerEnd + (int)place!));

    private static string Join(int count, Func<int, string> text) => string.Join(',', Enumerable.Range(0, count).Select(text));

    private static string Many(string text, int count)
        => new StringBuilder().Insert(0, text, count).ToString();
}
