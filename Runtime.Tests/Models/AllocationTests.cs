namespace ModelGen.Tests.Models;

/// <summary>Counts what the whole process allocates, so nothing may run beside it.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public class AllocationTests
{
    private const int Attempts = 20;

    private static readonly TrainingReference Reference = TrainingReference.Numbers;

    [Fact]
    public void StepsAndPredictionsAllocateNothing()
    {
        using var model = Classifier.Create(Device.CpuWith(2));
        var (pixels, classes, logits) = (Reference.Pixels, Reference.Classes, new float[11 * 3]);
        Rounds();
        Assert.Equal(0, LeastAllocated(Rounds));

        void Rounds()
        {
            for (var round = 0; round < 100; round++)
            {
                model.TrainStep(pixels, classes);
                model.Predict(pixels, logits);
            }
        }
    }

    /// <summary>The least of several attempts: the test runner's own threads allocate now and then, a step that allocates does so each time.</summary>
    private static long LeastAllocated(Action action)
    {
        var least = long.MaxValue;
        for (var attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            action();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}
