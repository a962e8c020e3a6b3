using System.Security.Cryptography;
using Bits;
using Mnist;
using ModelGen;

// Prints a hash of all parameters and losses of some steps of each net: Bits STEPS.
var steps = int.Parse(args[0]);
const int Batch = 7;
var random = new Random(1);

using (var net = LeNet5.Create(Device.CpuWith(2), seed: 1))
{
    var (x, labels) = (Floats(Batch * 28 * 28), Indices(Batch, 10));
    Show("lenet", net.Parameters, () => net.TrainStep(x, labels));
}

using (var net = Reader.Create(Device.CpuWith(2), seed: 1))
{
    var (x, labels) = (Indices(Batch * 13, 50), Indices(Batch * 13, 50));
    Show("lstm", net.Parameters, () => net.TrainStep(x, labels));
}

using (var net = Transformer.Create(Device.CpuWith(2), seed: 1))
{
    var (x, labels) = (Indices(Batch * 13, 50), Indices(Batch * 13, 50));
    Show("transformer", net.Parameters, () => net.TrainStep(x, labels));
}

using (var net = Normalized.Create(Device.CpuWith(2), seed: 1))
{
    var (x, labels) = (Floats(Batch * 3 * 15 * 17), Indices(Batch, 10));
    Show("batchnorm", net.Parameters, () => net.TrainStep(x, labels));
}

float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];

int[] Indices(int count, int classes) => [.. Enumerable.Range(0, count).Select(_ => random.Next(classes))];

void Show(string name, IEnumerable<Parameter> parameters, Func<StepResult> step)
{
    using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    for (var number = 0; number < steps; number++) hash.AppendData(BitConverter.GetBytes((float)step()));
    foreach (var parameter in parameters)
    {
        var values = new float[parameter.Count];
        parameter.CopyTo(values);
        foreach (var value in values) hash.AppendData(BitConverter.GetBytes(value));
    }

    Console.WriteLine($"{name} {Convert.ToHexString(hash.GetHashAndReset())[..16]}");
}
