namespace ModelGen.Tests.Models;

/// <summary>Functions and optimizers of the user's own compute in emitted code what their C# computes.</summary>
public class OwnFunctionsTests
{
    private const float LearningRate = 0.01f;

    private readonly float[] _x = [.. Enumerable.Range(0, 35).Select(index => MathF.Sin(index))];
    private readonly float[] _target = [.. Enumerable.Range(0, 15).Select(index => index == 4 ? 40 : MathF.Cos(index))];

    [Fact]
    public void TheFunctionsAreTheirCSharp()
    {
        using var model = OwnFunctions.Create(Device.CpuWith(1), seed: 3);
        var (hidden, y) = (Layer(model, "_first", _x, 7, 9).Select(OwnFunctions.Mish).ToArray(), new float[15]);
        model.Predict(_x, y);
        var expected = Layer(model, "_second", hidden, 9, 3);
        Assert.All(expected.Zip(y), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        var loss = y.Zip(_target, OwnFunctions.LogCosh).Average();
        Assert.Equal(loss, model.Evaluate(_x, _target).Loss, 1e-5f);
    }

    [Fact]
    public void TheOptimizerIsItsCSharp()
    {
        using var model = OwnFunctions.Create(Device.CpuWith(1), seed: 3);
        var momenta = model.Parameters.ToDictionary(parameter => parameter.Name, parameter => new float[parameter.Count]);
        var expected = model.Parameters.ToDictionary(parameter => parameter.Name, Values);
        for (var step = 1; step <= 4; step++)
        {
            foreach (var parameter in model.Parameters)
                Update(expected[parameter.Name], Gradient(model, parameter), momenta[parameter.Name]);
            model.TrainStep(_x, _target);
            foreach (var parameter in model.Parameters)
                Assert.All(expected[parameter.Name].Zip(Values(parameter)), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        }
    }

    [Fact]
    public void ItTrains()
    {
        using var model = OwnFunctions.Create(Device.CpuWith(2), seed: 3);
        var first = model.TrainStep(_x, _target).Loss;
        for (var step = 0; step < 300; step++) model.TrainStep(_x, _target);
        Assert.True(model.Evaluate(_x, _target).Loss < first / 2);
    }

    private static void Update(float[] values, float[] gradient, float[] momentum)
    {
        for (var index = 0; index < values.Length; index++)
            values[index] = LionAttribute.Update(values[index], gradient[index], ref momentum[index], LearningRate, 0.9f, 0.99f, 0.1f);
    }

    private float[] Gradient(OwnFunctions model, Parameter parameter)
    {
        var gradient = new float[parameter.Count];
        model.Gradients(_x, _target)[parameter.Name].CopyTo(gradient);
        return gradient;
    }

    private static float[] Values(Parameter parameter)
    {
        var values = new float[parameter.Count];
        parameter.CopyTo(values);
        return values;
    }

    private static float[] Layer(OwnFunctions model, string name, float[] x, int inputs, int outputs)
    {
        var (weight, bias) = (Values(model.Parameters[name + ".weight"]), Values(model.Parameters[name + ".bias"]));
        return [.. Enumerable.Range(0, x.Length / inputs * outputs).Select(place =>
        {
            var (row, column) = (place / outputs, place % outputs);
            return bias[column] + Enumerable.Range(0, inputs).Sum(index => x[(row * inputs) + index] * weight[(column * inputs) + index]);
        })];
    }
}
