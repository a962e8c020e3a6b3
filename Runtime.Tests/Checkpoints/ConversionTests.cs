using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using ModelGen.Tests.Parameters;

namespace ModelGen.Tests.Checkpoints;

/// <summary>Numbers of 16, 32 and 64 bits become the model's, as PyTorch's .float() and .double() have it.</summary>
public sealed class ConversionTests : IDisposable
{
    private const int Patterns = 1 << 16;
    private const int TableSize = 66_000;

    private static readonly string References = Path.Combine(AppContext.BaseDirectory, "References");

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("F16")]
    [InlineData("BF16")]
    [InlineData("F64")]
    public void TheNumbersArePyTorchs(string type)
    {
        var text = File.ReadAllText(Path.Combine(References, "conversions.json"));
        var expected = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, Dictionary<string, long[]>>>>(text)![type];
        var path = Path.Combine(References, $"conversions.{type}.safetensors");
        using var single = SavedNet.Create(device: Device.CpuWith(1));
        using var wide = SavedNetInDouble.Create(Device.CpuWith(1));
        Assert.True(single.Load(path).IsComplete);
        Assert.True(wide.Load(path).IsComplete);
        Assert.Equal(8, expected["single"].Count);
        foreach (var (name, bits) in expected["single"])
            Assert.Equal(bits.Select(bit => BitConverter.Int32BitsToSingle((int)bit)).Select(Bits), single.Parameters[name].ToArray()
                .Select(Bits));
        foreach (var (name, bits) in expected["double"])
        {
            var values = new double[bits.Length];
            wide.Parameters[name].CopyTo(values);
            Assert.Equal(bits.Select(BitConverter.Int64BitsToDouble).Select(Bits), values.Select(Bits));
        }
    }

    /// <summary>
    /// Each pattern of 16 bits, by the formulas of the formats: https://en.wikipedia.org/wiki/Bfloat16_floating-point_format.
    /// </summary>
    [Theory]
    [InlineData("F16", 5, 10)]
    [InlineData("BF16", 8, 7)]
    public void EveryPatternOf16Bits(string type, int exponentBits, int fractionBits)
    {
        var patterns = new ushort[TableSize];
        for (var index = 0; index < patterns.Length; index++) patterns[index] = (ushort)index;
        using var model = WideTable.Create(Device.CpuWith(1));
        model.Load(Table(type, MemoryMarshal.AsBytes<ushort>(patterns).ToArray()));
        var values = model.Parameters["table"].ToArray();
        for (var pattern = 0; pattern < TableSize; pattern++)
            Assert.True(Bits(Value(patterns[pattern])) == Bits(values[pattern]),
                $"{type} {patterns[pattern]:x4}: {Value(patterns[pattern])} {values[pattern]}");
        Assert.InRange(TableSize, Patterns, int.MaxValue);

        double Value(int pattern)
        {
            var sign = pattern >> 15 == 0 ? 1.0 : -1.0;
            var (exponent, fraction) = ((pattern >> fractionBits) & ((1 << exponentBits) - 1), pattern & ((1 << fractionBits) - 1));
            var (bias, scale) = ((1 << (exponentBits - 1)) - 1, Math.Pow(2, -fractionBits));
            if (exponent == (1 << exponentBits) - 1) return fraction == 0 ? sign * double.PositiveInfinity : double.NaN;
            return exponent == 0 ? sign * fraction * scale * Math.Pow(2, 1 - bias)
                : sign * (1 + (fraction * scale)) * Math.Pow(2, exponent - bias);
        }
    }

    [Theory]
    [InlineData(1e39)]
    [InlineData(-3.4028236e38)]
    [InlineData(double.MaxValue)]
    public void ADoubleBeyondFloatsIsRefused(double number)
    {
        var numbers = new double[TableSize];
        numbers[65_999] = number;
        var path = Table("F64", MemoryMarshal.AsBytes<double>(numbers).ToArray());
        using var model = WideTable.Create(Device.CpuWith(1), seed: 1);
        var before = model.Parameters["table"].ToArray();
        foreach (var strict in new[] { true, false })
        {
            var message = Assert.Throws<InvalidDataException>(() => model.Load(path, strict: strict)).Message;
            var expected = string.Create(CultureInfo.InvariantCulture, $"tensor \"table\" F64[66000] has {number} at element 65999, ");
            Assert.Contains(expected + "which is beyond the largest F32, the numbers of WideTable.", message);
            Assert.EndsWith("or take [Model(Precision = Precision.Double)].", message);
        }

        Assert.Equal(before, model.Parameters["table"].ToArray());
    }

    [Fact]
    public void DoublesAreRoundedToTheNearest()
    {
        var numbers = new double[TableSize];
        double[] first = [0.1, 1 + Math.Pow(2, -24), 1 + (3 * Math.Pow(2, -24)), 3.4028235e38, double.PositiveInfinity, double.NaN, 1e-46,
            -0.0, 3.40282356e38];
        first.CopyTo(numbers, 0);
        using var model = WideTable.Create(Device.CpuWith(1));
        model.Load(Table("F64", MemoryMarshal.AsBytes<double>(numbers).ToArray()));
        Assert.Equal(
            [0.1f, 1f, 1 + (4 * MathF.Pow(2, -24)), float.MaxValue, float.PositiveInfinity, float.NaN, 0f, -0f, float.MaxValue],
            model.Parameters["table"].ToArray()[..first.Length]);
    }

    /// <summary>What the optimizer keeps is converted too, and training goes on.</summary>
    [Fact]
    public void AFileOfDoublePrecisionIsTrainedOn()
    {
        using var wide = SavedNetInDouble.Create(Device.CpuWith(1), seed: 1);
        for (var step = 0; step < 3; step++) wide.TrainStep([1, 2, 3, 4, 5, -6], [1, 0, 0, 1]);
        wide.Save(_folder["wide.safetensors"]);
        using var single = SavedNetWithMomentum.Create(Device.CpuWith(1), seed: 9);
        Assert.True(single.Load(_folder["wide.safetensors"]) is { IsComplete: true, IsTrainingResumed: true });
        for (var step = 0; step < 3; step++)
            Assert.Equal(wide.TrainStep([1, 2, 3, 4, 5, -6], [1, 0, 0, 1]).Loss, single.TrainStep([1, 2, 3, 4, 5, -6], [1, 0, 0, 1]).Loss,
                1e-5);
    }

    [Theory]
    [InlineData("I32", 4)]
    [InlineData("F8_E4M3", 1)]
    [InlineData("BOOL", 1)]
    public void WhatIsNoFloatingPointNumberIsRefused(string type, int size)
    {
        var path = Table(type, new byte[TableSize * size]);
        using var model = WideTable.Create(Device.CpuWith(1));
        Assert.Contains($"is {type}, but WideTable expects F32. Convert it",
            Assert.Throws<InvalidDataException>(() => model.Load(path)).Message);
        var mismatch = Assert.Single(model.Load(path, strict: false).Mismatched);
        Assert.Equal(new("table", $"{type}[66000]", "F32[66000]"), mismatch);
    }

    public void Dispose() => _folder.Dispose();

    private string Table(string type, byte[] data)
        => _folder.Write("table.safetensors",
            SafetensorsBytes.Of($"{{\"table\":{{\"dtype\":\"{type}\",\"shape\":[{TableSize}],\"data_offsets\":[0,{data.Length}]}}}}",
                data));

    // Of a NaN the bits may differ.
    private static long Bits(double number) => double.IsNaN(number) ? -1 : BitConverter.DoubleToInt64Bits(number);

    private static long Bits(float number) => Bits((double)number);
}
