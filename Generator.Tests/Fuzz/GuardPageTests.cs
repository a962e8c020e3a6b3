using ModelGen.Generator.Tests.Backends;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>
/// No emitted kernel touches memory outside of its buffers: random graphs, with arena, parameters, states and inputs between guarded pages,
/// in a process of its own, which ends at the first touch.
/// </summary>
public class GuardPageTests
{
    private const string Inside = "MODELGEN_GUARD_PAGES";
    private const int Graphs = 10;

    private static readonly long[] Sizes = [1, 2, 7, 17];

    [Fact]
    public async Task KernelsStayWithinTheirBuffers()
    {
        Assert.SkipUnless(GuardedMemory.IsSupported, "guarded pages are made by mmap and mprotect, which this system lacks");
        await TestProcess.MustPass($"{nameof(GuardPageTests)}.{nameof(WithinGuards)}", Inside);
    }

    [Fact]
    public void WithinGuards()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(Inside) is null, "it runs in the process that the other test starts");
        var calls = new RandomCalls(EmittedBackend.Simd, Graphs);
        var runs = 0;
        foreach (var (name, kind, bindings) in calls.At(Sizes))
        {
            foreach (var atEnd in new[] { true, false })
            {
                Console.Error.WriteLine(atEnd ? "before a guarded page" : "behind a guarded page");
                using var memory = new GuardedMemory(atEnd);
                calls.Programs.Run(name, kind, bindings, Device.CpuWith(2), memory);
                runs++;
            }
        }

        Assert.True(runs > Graphs * Sizes.Length, $"only {runs} calls were run");
    }
}
