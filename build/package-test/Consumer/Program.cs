using Consumer;
using ModelGen;

using var model = Net.Create(Device.Cpu, seed: 1);
float[] x = [0.5f, -1, 2, 0], y = new float[4];
model.Predict(x, y);
float[] weight = model.Parameters["_layer.weight"].ToArray(), bias = model.Parameters["_layer.bias"].ToArray(),
    scale = model.Parameters["_scaled.inner.scale"].ToArray();
for (var row = 0; row < 2; row++)
{
    for (var column = 0; column < 2; column++)
    {
        var linear = (x[2 * row] * weight[2 * column]) + (x[(2 * row) + 1] * weight[(2 * column) + 1]) + bias[column];
        var expected = linear + MathF.Tanh(linear * scale[column]);
        if (MathF.Abs(expected - y[(2 * row) + column]) > 1e-5f)
            return Fault($"row {row}, column {column} is {y[(2 * row) + column]}, not {expected}");
    }
}

var kernels = Net.Plan.Kernels.Where(kernel => kernel.Call == "Predict").ToList();
Console.WriteLine($"package-test: Predict is {kernels.Count} kernel: {kernels[0].Operations}");
return kernels is [{ Operations: "mat_mul add multiply tanh add" }]
    ? 0
    : Fault("the layers of the package are not fused into the product's kernel");

static int Fault(string what)
{
    Console.Error.WriteLine("package-test: " + what);
    return 1;
}
