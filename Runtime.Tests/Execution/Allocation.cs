namespace ModelGen.Tests.Execution;

/// <summary>Counts managed bytes that a steady call allocates on this thread.</summary>
internal static class Allocation
{
    private const int Times = 100;

    public static void IsNone(Action call)
    {
        for (var time = 0; time < Times; time++) call();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var time = 0; time < Times; time++) call();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
