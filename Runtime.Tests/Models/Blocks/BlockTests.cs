namespace ModelGen.Tests.Models.Blocks;

/// <summary>
/// What rides on a product is done for each of its elements, wherever its blocks end: results equal sums in double precision, and are the
/// same bits with any number of threads.
/// </summary>
public class BlockTests
{
    private static readonly int[] Batches = [1, 2, 7, 12, 13, 17, 32, 100, 300], Threads = [1, 2, 5];

    [Fact]
    public void LayersOfManyBatches()
    {
        foreach (var batch in Batches)
        {
            float[]? first = null;
            foreach (var threads in Threads)
            {
                using var model = WideLayers.Create(Device.CpuWith(threads), seed: 3);
                var (x, y) = (Draw(batch * 96), new float[batch * 176]);
                model.Predict(x, y);
                first ??= Expected(model, x, batch);
                for (var place = 0; place < y.Length; place++) Assert.Equal(first[place], y[place], 1e-5f);
            }
        }
    }

    [Fact]
    public void StepsWithAnyNumberOfThreadsAreTheSame()
    {
        foreach (var batch in Batches)
        {
            var weights = Threads.Select(threads =>
            {
                using var model = WideLayers.Create(Device.CpuWith(threads), seed: 3);
                for (var step = 0; step < 3; step++) model.TrainStep(Draw(batch * 96), Draw(batch * 176));
                return model.Parameters.SelectMany(parameter => parameter.ToArray()).ToArray();
            }).ToList();
            Assert.All(weights, other => Assert.Equal(weights[0], other));
        }
    }

    [Fact]
    public void ImagesOfAnyNumberOfThreadsAreTheSame()
    {
        foreach (var batch in (int[])[1, 3, 8])
        {
            var results = Threads.Select(threads =>
            {
                using var model = ImageBlocks.Create(Device.CpuWith(threads), seed: 3);
                var y = new float[batch * 3 * 784];
                model.TrainStep(Draw(batch * 2 * 784), Draw(y.Length));
                model.Predict(Draw(batch * 2 * 784), y);
                return y;
            }).ToList();
            Assert.All(results, other => Assert.Equal(results[0], other));
            Assert.DoesNotContain(results[0], value => value < 0);
        }
    }

    private static float[] Expected(WideLayers model, float[] x, int batch)
    {
        var hidden = Layer(model.Parameters, "_first", x, batch, 96, 512);
        for (var place = 0; place < hidden.Length; place++) hidden[place] = Math.Max(hidden[place], 0);
        return Layer(model.Parameters, "_second", hidden, batch, 512, 176);
    }

    private static float[] Layer(ParameterCollection parameters, string name, float[] x, int batch, int inputs, int outputs)
    {
        var (weight, bias) = (parameters[name + ".weight"].ToArray(), parameters[name + ".bias"].ToArray());
        var y = new float[batch * outputs];
        for (var place = 0; place < y.Length; place++)
        {
            var (row, column) = (place / outputs, place % outputs);
            double sum = bias[column];
            for (var term = 0; term < inputs; term++) sum += (double)x[(row * inputs) + term] * weight[(column * inputs) + term];
            y[place] = (float)sum;
        }

        return y;
    }

    private static float[] Draw(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }
}
