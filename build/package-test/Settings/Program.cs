using System;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen;

namespace SPACE.Nets
{
    /// <summary>Layers of each kind: padded windows, random numbers, a loop, a function of one's own.</summary>
    [Model]
    [Adam(LearningRate = 0.01)]
    internal sealed partial class Scorer
    {
        private readonly Conv1d _first = new(2, 4, 3, padding: 1);
        private readonly Dropout _dropout = new(0.25);
        private readonly Gru _recurrent = new(4, 5);
        private readonly Linear _last = new(5, 3);

        /// <summary>The scores.</summary>
        public Tensor Forward([Shape("N", 2, 8)] Tensor x)
        {
            var channels = _dropout.Forward(_first.Forward(x).Map(Bent));
            return _last.Forward(_recurrent.Forward(channels.Permute(0, 2, 1)).Output.Mean(1));
        }

        /// <summary>What training makes small.</summary>
        public Tensor Loss(Tensor scores, [Shape("N")] IndexTensor labels) => scores.CrossEntropy(labels);

        [Elementwise]
        private static float Bent(float x) => x > 0 ? x : MathF.Exp(x) - 1;
    }

    internal static class Program
    {
        private static int Main()
        {
            using (var net = Scorer.Create(Device.Cpu, seed: 1))
            {
                var x = Enumerable.Range(0, 6 * 16).Select(index => MathF.Sin(index)).ToArray();
                int[] labels = [0, 1, 2, 2, 1, 0];
                float first = net.TrainStep(x, labels);
                net.Fit(x, labels, epochs: 100, batchSize: 4);
                float last = net.Evaluate(x, labels);
                Console.WriteLine($"package-test: {first} -> {last}, largest score {TensorPrimitives.Max<float>(Scores(net, x))}");
                return last < first / 2 ? 0 : 1;
            }
        }

        private static float[] Scores(Scorer net, float[] x)
        {
            var scores = new float[18];
            net.Predict(x, scores);
            return scores;
        }
    }
}
