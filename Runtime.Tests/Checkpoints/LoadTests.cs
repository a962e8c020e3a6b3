using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelGen.Tests.Checkpoints;

/// <summary>
/// A file of PyTorch's tensors, and every way in which a file can be wrong: the message says what, and the model stays as it was.
/// </summary>
public sealed class LoadTests : IDisposable
{
    private static readonly string References = Path.Combine(AppContext.BaseDirectory, "References");

    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _good;

    public LoadTests()
    {
        using var model = Trained();
        model.Save(_folder["good.safetensors"]);
        _good = File.ReadAllBytes(_folder["good.safetensors"]);
    }

    [Fact]
    public void WhatPyTorchSavedPredictsAsPyTorchDoes()
    {
        var reference = JsonSerializer.Deserialize<Dictionary<string, float[]>>(
            File.ReadAllText(Path.Combine(References, "checkpoint.json")))!;
        using var model = Trained();
        model.Load(Path.Combine(References, "checkpoint.safetensors"));
        var y = new float[reference["y"].Length];
        model.Predict(reference["x"], y);
        for (var index = 0; index < y.Length; index++) Assert.Equal(reference["y"][index], y[index], 1e-5f);
    }

    [Theory]
    [InlineData(0, "it has 0 bytes, but its first 8 tell the length of its header")]
    [InlineData(7, "it has 7 bytes")]
    [InlineData(8, "and only 0 follow: it is cut off")]
    [InlineData(100, "and only 92 follow: it is cut off")]
    public void ACutHeader(int length, string message) => Refused(_good[..length], message);

    [Fact]
    public void EveryCutIsFound()
    {
        using var model = Trained();
        var before = Bits(model);
        for (var length = 0; length < _good.Length; length += 13)
            Assert.Throws<InvalidDataException>(() => model.Load(_folder.Write("cut.safetensors", _good[..length])));
        Assert.Equal(before, Bits(model));
    }

    /// <summary>Bytes changed at random: a file is refused by its own error, or it loads, but it is never a fault.</summary>
    [Fact]
    public void DamagedHeadersAreRefusedOrRead()
    {
        using var model = Trained();
        const string signs = "{}[]\",:0129-a\\";
        var random = new Random(1);
        var refused = 0;
        for (var round = 0; round < 2000; round++)
        {
            var damaged = (byte[])_good.Clone();
            var header = damaged.Length - SafetensorsBytes.Data(_good).Length;
            for (var times = random.Next(1, 4); times > 0; times--)
                damaged[random.Next(round % 10 == 0 ? 8 : header)] =
                    (byte)(round % 3 == 0 ? random.Next(256) : signs[random.Next(signs.Length)]);
            var before = Bits(model);
            var fault = Record.Exception(() => model.Load(_folder.Write("damaged.safetensors", damaged)));
            if (fault is null) continue;
            Assert.IsType<InvalidDataException>(fault);
            Assert.Equal(before, Bits(model));
            refused++;
        }

        Assert.InRange(refused, 1500, 2000);
    }

    [Fact]
    public void CutTensors() => Refused(_good[..^1], "but only", "are there: it is cut off. Write or copy the file again.");

    [Fact]
    public void MoreThanTheTensors() => Refused([.. _good, 0, 0, 0], "3 bytes follow the last tensor");

    [Fact]
    public void AFileOfAnotherKind()
        => Refused(Encoding.ASCII.GetBytes("PK\u0003\u0004 this is a zip as torch.save writes it"), "it is no safetensors file",
            "safetensors.torch.save_file(model.state_dict(), path)");

    [Theory]
    [InlineData("{\"a\":", "its header is no JSON")]
    [InlineData("[1]", "its header is a JSON Array; it must be an object")]
    [InlineData("{\"a\":1}", "tensor \"a\" is a JSON Number in its header")]
    [InlineData("{\"\\ud800\":{}}", "its header is no JSON")]
    [InlineData("{\"__metadata__\":[]}", "__metadata__ is a JSON Array")]
    [InlineData("{\"__metadata__\":{\"a\":1}}", "\"a\" of __metadata__ is a JSON Number; it must be a text")]
    [InlineData("{\"a\":{}}", "tensor \"a\" has no dtype")]
    [InlineData("{\"a\":{\"dtype\":\"F31\"}}", "tensor \"a\" has the dtype \"F31\", which is none of the format's")]
    [InlineData("{\"a\":{\"dtype\":\"F32\"}}", "tensor \"a\" has no shape")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1]}}", "tensor \"a\" has the shape [-1]; it must be whole numbers, 0 or more")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5]}}", "tensor \"a\" has the shape [1.5]")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", "tensor \"a\" has no data_offsets")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", "tensor \"a\" has the data_offsets [0]; it must be two")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}",
        "tensor \"a\" F32[1] takes 4 bytes, but its data_offsets [4, 0] span -4")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4,9],\"data_offsets\":[0,8]}}",
        "takes more bytes than any file has")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "no tensor lies in bytes 0 to 4 of the data, before \"a\" F32[1]")]
    [InlineData(
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "tensor \"b\" F32[1] begins at byte 4 of the data, within \"a\" F32[2], which ends at 8")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]},\"a\":{}}", "its header has \"a\" twice")]
    public void ABrokenHeader(string header, string message) => Refused(SafetensorsBytes.Of(header, new byte[8]), message);

    [Fact]
    public void AMissingTensor() => Refused(
        SafetensorsBytes.Changed(_good, header => Rename(header, "output.bias", "out.bias")),
        "it has no tensor \"output.bias\" [2], which SavedNet needs; SavedNet does not have its \"out.bias\" F32[2]. Give the file's "
            + "tensors the model's names");

    [Fact]
    public void ATensorTooMany() => Refused(
        SafetensorsBytes.Changed(_good,
            header => header["extra"] = JsonNode.Parse("{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[0,0]}")),
        "SavedNet has no tensor \"extra\" F32[0, 3]; it has \"hidden.weight\", ");

    [Fact]
    public void AnotherShape() => Refused(
        SafetensorsBytes.Changed(_good, header => header["hidden.weight"]!["shape"] = new JsonArray(3, 5)),
        "tensor \"hidden.weight\" is [3, 5], but SavedNet expects [5, 3]. Make the model by the sizes that the file was saved with.");

    [Fact]
    public void WholeNumbers() => Refused(
        SafetensorsBytes.Changed(_good, header => header["hidden.weight"]!["dtype"] = "I32"),
        "tensor \"hidden.weight\" [5, 3] is I32, but SavedNet expects F32. Convert it where the file is written, in PyTorch by .float().");

    [Fact]
    public void AnotherOptimizersStates()
    {
        using var model = SavedNetInDouble.Create(Device.Cpu);
        var fault = Assert.Throws<InvalidDataException>(() => model.Load(_folder["good.safetensors"]));
        Assert.Contains("it has no optimizer state \"optimizer/hidden.weight.", fault.Message);
        Assert.EndsWith("or load the weights alone: Load(path, withOptimizer: false).", fault.Message);
        model.Load(_folder["good.safetensors"], withOptimizer: false);
    }

    [Theory]
    [InlineData("modelgen.version", "2", "its training state is of version 2")]
    [InlineData("modelgen.version", null, "but no training state in its __metadata__")]
    [InlineData("modelgen.step", null, "\"modelgen.step\" is missing in its __metadata__; it must be a whole number")]
    [InlineData("modelgen.step", "-1", "\"modelgen.step\" is \"-1\"")]
    [InlineData("modelgen.seed", "x", "\"modelgen.seed\" is \"x\"")]
    [InlineData("modelgen.step", "9223372036854775807",
        "\"modelgen.step\" is \"9223372036854775807\" in its __metadata__; it must be a whole number from 0 to 9007199254740992")]
    [InlineData("modelgen.step", "9223372036854775808", "it must be a whole number from 0 to 9007199254740992")]
    [InlineData("modelgen.step", "9007199254740993", "it must be a whole number from 0 to 9007199254740992")]
    [InlineData("modelgen.step", "1.5", "it must be a whole number from 0 to 9007199254740992")]
    [InlineData("modelgen.calls", "-1", "\"modelgen.calls\" is \"-1\"")]
    [InlineData("modelgen.calls", "9223372036854775807", "\"modelgen.calls\" is \"9223372036854775807\"")]
    [InlineData("modelgen.learning_rate", "-0.001",
        "\"modelgen.learning_rate\" is \"-0.001\" in its __metadata__; it must be a finite number of 0 or more")]
    [InlineData("modelgen.learning_rate", "1e400", "it must be a finite number of 0 or more")]
    [InlineData("modelgen.learning_rate", "1e40", "it must be a finite number of 0 or more")]
    [InlineData("modelgen.learning_rate", "-Infinity", "it must be a finite number of 0 or more")]
    [InlineData("modelgen.learning_rate", "NaN", "\"modelgen.learning_rate\" is \"NaN\" in its __metadata__; it must be a finite number")]
    public void ABadTrainingState(string key, string? text, string message)
    {
        var file = SafetensorsBytes.Changed(_good, header =>
        {
            var metadata = header["__metadata__"]!.AsObject();
            metadata.Remove(key);
            if (text is not null) metadata[key] = text;
        });
        Refused(file, message);
        using var model = Trained();
        model.Load(_folder["bad.safetensors"], withOptimizer: false);
    }

    [Theory]
    [InlineData(-1e-30f)]
    [InlineData(float.NegativeInfinity)]
    public void AMeanOfSquaresBelowZero(float number)
    {
        Refused(
            SafetensorsBytes.With(_good, "optimizer/hidden.weight.second_moment", 7, number),
            "its optimizer state \"optimizer/hidden.weight.second_moment\" has "
                + $"{number.ToString(CultureInfo.InvariantCulture)} at element 7, which no training makes negative");
        using var model = Trained();
        model.Load(_folder["bad.safetensors"], withOptimizer: false);
        model.Load(_folder.Write("mean.safetensors", SafetensorsBytes.With(_good, "optimizer/hidden.weight.first_moment", 7, number)));
    }

    public void Dispose() => _folder.Dispose();

    private void Refused(byte[] file, params string[] messages)
    {
        using var model = Trained();
        using var twin = Trained();
        var path = _folder.Write("bad.safetensors", file);
        var fault = Assert.Throws<InvalidDataException>(() => model.Load(path));
        Assert.StartsWith($"{path} cannot be loaded: ", fault.Message);
        foreach (var message in messages) Assert.Contains(message, fault.Message);
        Assert.Equal(Bits(twin), Bits(model));
        Assert.Equal((float)Step(twin), Step(model));
        Assert.Equal(Bits(twin), Bits(model));
    }

    private static void Rename(JsonObject header, string from, string to)
    {
        var value = header[from];
        header.Remove(from);
        header[to] = value;
    }

    private static SavedNet Trained()
    {
        var model = SavedNet.Create(device: Device.CpuWith(1), seed: 1, drop: 0.4);
        Step(model);
        return model;
    }

    private static StepResult Step(SavedNet model) => model.TrainStep([1, 2, 3, 4, 5, 6, 7, 8, -9], [1, 0, 1, 0, 1, 0]);

    private static float[] Bits(SavedNet model) => [.. model.Parameters.SelectMany(parameter => parameter.ToArray())];
}
