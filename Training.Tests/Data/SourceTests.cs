namespace ModelGen.Tests.Data;

/// <summary>Sets of what comes one by one, of series, and of sequences.</summary>
public class SourceTests
{
    [Fact]
    public async Task WhatComesOneByOneIsASet()
    {
        var set = DataSet.FromEnumerable(Enumerable.Range(0, 3).Select(index => ((float[])[index, 2], (int[])[index])));
        Assert.Equal([0, 2, 1, 2, 2, 2], Reading.Inputs(set));
        Assert.Equal([0, 1, 2], Reading.Targets(set));
        var late = await DataSet.FromEnumerableAsync(Late(), TestContext.Current.CancellationToken);
        Assert.Equal([5, 6], Reading.Inputs(late));

        static async IAsyncEnumerable<(float[] Input, int[] Target)> Late()
        {
            await Task.Yield();
            yield return ([5], [1]);
            yield return ([6], [1]);
        }
    }

    [Fact]
    public void SamplesOfOtherSizesAreTold()
    {
        var fault = Assert.Throws<ArgumentException>(() => DataSet.FromEnumerable<float, int>([([1, 2], [0]), ([1], [0])]));
        Assert.StartsWith("The input of sample 1 has 1 elements, and those before have 2;", fault.Message);
        fault = Assert.Throws<ArgumentException>(() => DataSet.FromEnumerable<float, int>([([1, 2], [])]));
        Assert.StartsWith("The target of sample 0 has no elements;", fault.Message);
        Assert.Throws<ArgumentException>(() => DataSet.FromEnumerable<float, int>([]));
    }

    [Fact]
    public void WindowsAreFollowedByWhatCame()
    {
        float[] series = [0, 10, 1, 11, 2, 12, 3, 13, 4, 14, 5, 15, 6, 16];
        var set = DataSet.Windows<float>(series, length: 3, horizon: 2, stride: 2, features: 2);
        Assert.Equal((2, 6, 4), (set.Count, set.InputSize, set.TargetSize));
        Assert.Equal([0, 10, 1, 11, 2, 12, 2, 12, 3, 13, 4, 14], Reading.Inputs(set));
        Assert.Equal([3, 13, 4, 14, 5, 15, 6, 16], Reading.Targets(set));
        Assert.Equal(13, DataSet.Windows<float>(series, length: 1).Count);
        Assert.Equal(1, DataSet.Windows<float>(series, length: 13, stride: 5).Count);
    }

    [Fact]
    public void SeriesThatAreTooShortAreTold()
    {
        var fault = Assert.Throws<ArgumentException>(() => DataSet.Windows<float>(new float[4], length: 4));
        Assert.StartsWith("The series has 4 steps, and a window of 4 and the 1 after it need 5.", fault.Message);
        fault = Assert.Throws<ArgumentException>(() => DataSet.Windows<float>(new float[5], length: 1, features: 2));
        Assert.StartsWith("The series has 5 elements, which are no whole steps of 2.", fault.Message);
    }

    [Fact]
    public void BatchesOfSequencesAreAsLongAsTheirLongest()
    {
        var loader = new SequenceLoader<int, int>([[1, 2, 3], [4], [5, 6]], [7, 8, 9], batchSize: 2, padding: -1);
        var (inputs, lengths, targets) = (new List<int[]>(), new List<int[]>(), new List<int>());
        foreach (var (x, l, y) in loader)
        {
            inputs.Add(x.ToArray());
            lengths.Add(l.ToArray());
            targets.AddRange(y);
        }

        Assert.Equal([[1, 2, 3, 4, -1, -1], [5, 6]], inputs);
        Assert.Equal([[3, 1], [2]], lengths);
        Assert.Equal([7, 8, 9], targets);
        Assert.Equal(2, loader.Count);
    }

    [Fact]
    public void OrdersOfSequencesDependOnSeedAndEpochAlone()
    {
        int[][] sequences = [.. Enumerable.Range(0, 20).Select(number => Enumerable.Repeat(number, (number % 5) + 1).ToArray())];
        int[] targets = [.. Enumerable.Range(0, 20)];
        var loader = new SequenceLoader<int, int>(sequences, targets, batchSize: 3, shuffle: true, seed: 4);
        var (first, second) = (Read(loader), Read(loader));
        Assert.NotEqual(first, second);
        Assert.Equal(targets, first.Order());
        loader.Epoch = 0;
        Assert.Equal(first, Read(loader));
        Assert.Equal(1, loader.Epoch);

        static int[] Read(SequenceLoader<int, int> loader)
        {
            var all = new List<int>();
            foreach (var batch in loader)
            {
                for (var row = 0; row < batch.Count; row++)
                {
                    Assert.Equal((batch.Target[row] % 5) + 1, batch.Lengths[row]);
                    Assert.Equal(batch.Target[row], batch.Input[row * batch.Length]);
                }

                all.AddRange(batch.Target);
            }

            return [.. all];
        }
    }

    [Fact]
    public void WrongSequencesAreTold()
    {
        var fault = Assert.Throws<ArgumentException>(() => new SequenceLoader<int, int>([[1], []], [0, 1], 2));
        Assert.StartsWith("Sequence 1 has 0 elements; it must have 1 step or more, of 1 elements each.", fault.Message);
        Assert.Throws<ArgumentException>(() => new SequenceLoader<int, int>([[1, 2, 3]], [0], 2, features: 2));
        fault = Assert.Throws<ArgumentException>(() => new SequenceLoader<int, int>([[1], [2]], [0, 1, 2], 2));
        Assert.StartsWith("There are 3 elements of targets,", fault.Message);
        var loader = new SequenceLoader<int, int>([[1], [2]], [0, 1], 1);
        var outer = loader.GetEnumerator();
        loader.GetEnumerator();
        Assert.Throws<InvalidOperationException>(() => outer.MoveNext());
    }
}
