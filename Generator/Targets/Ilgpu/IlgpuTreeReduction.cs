using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Writers;

namespace ModelGen.Generator.Targets.Ilgpu;

/// <summary>
/// Writes tree reductions: a partial result per thread, combined in shared memory in a fixed order.
/// </summary>
internal static class IlgpuTreeReduction
{
    // Each term that a thread adds, and each step of the tree, adds an error of 2^-24.
    private const int MaxRoundings = 12;

    /// <summary>Whether the sums of threads have rests: floats of which a thread may add many.</summary>
    /// <param name="phase">What is summed.</param>
    /// <param name="terms">How many terms a row has.</param>
    /// <param name="threads">How many threads share them: a power of 2.</param>
    public static bool IsCompensated(Phase phase, Dim terms, int threads)
    {
        var most = MaxRoundings;
        for (var width = 1; width < threads; width *= 2) most--;
        return phase.Reductions.Any(reduction => reduction.Type(phase) != ElementType.Float64) && !(terms.Constant <= most * threads);
    }

    /// <summary>Declares the shared memory of all reductions, which have one type.</summary>
    public static void Declare(SourceWriter writer, IEnumerable<Phase> phases, int size)
    {
        var reductions = phases.SelectMany(phase => phase.Reductions.Select(one => (Reduction: one, Type: one.Type(phase)))).ToList();
        if (reductions.Count > 0)
            writer.Line($"var tree = SharedMemory.Allocate<{reductions[0].Type.Keyword()}>({GraphText.Number(size)});");
        if (reductions.Any(one => IsSearch(one.Reduction)))
            writer.Line($"var places = SharedMemory.Allocate<int>({GraphText.Number(size)});");
    }

    /// <summary>Declares the partial results of a thread.</summary>
    public static void Begin(SourceWriter writer, IlgpuKernelText text, Phase phase, bool hasRests)
    {
        foreach (var reduction in phase.Reductions) Begin(writer, text, phase, reduction, hasRests);
    }

    private static void Begin(SourceWriter writer, IlgpuKernelText text, Phase phase, KernelReduction reduction, bool hasRests)
    {
        var type = reduction.Type(phase);
        writer.Line($"{type.Keyword()} {Partial(reduction)} = "
            + $"{(reduction.Kind == OpKind.ReduceSum ? text.Literal(0, type) : type.Keyword() + ".NegativeInfinity")};");
        if (IsSearch(reduction)) writer.Line($"int {Partial(reduction)}At = -1;");
        if (hasRests && IsSum(reduction)) writer.Line($"float {Rest(reduction)} = 0f;");
    }

    /// <summary>Computes a phase at one point of a row, at <c>i</c>, and accumulates what it reduces.</summary>
    public static void Accumulate(SourceWriter writer, Phase phase, IlgpuPhase phaseWriter, Shape row, bool hasRests)
    {
        Coordinates.Declare(writer, "i", row.Dims.ToList());
        phaseWriter.Inside();
        foreach (var reduction in phase.Reductions) Accumulate(writer, reduction, phaseWriter.Value(reduction.Value), "i", hasRests);
    }

    /// <summary>Accumulates the value at one point.</summary>
    private static void Accumulate(SourceWriter writer, KernelReduction reduction, string value, string index, bool hasRests)
    {
        var partial = Partial(reduction);
        if (hasRests && IsSum(reduction))
        {
            foreach (var line in KahanAdd(partial, Rest(reduction), value, GraphText.Number(reduction.Register))) writer.Line(line);
            return;
        }

        writer.Line(reduction.Kind switch
        {
            OpKind.ReduceSum => $"{partial} += {value};",
            OpKind.ReduceMaximum => $"{partial} = KernelMath.Maximum({partial}, {value});",
            _ =>
                $"if (KernelSearch.IsBetter({value}, (int){index}, {partial}, {partial}At))\n{{\n    {partial} = {value};\n    "
                    + $"{partial}At = (int){index};\n}}",
        });
    }

    /// <summary>
    /// Adds to a sum of floats, less what rounding has added too much before (Kahan's sum): a thread may add any number of terms one by
    /// one, and the error stays that of two roundings. What an infinite sum has too much is no number, and is forgotten.
    /// </summary>
    /// <param name="sum">A variable or an element.</param>
    /// <param name="rest">What it has too much.</param>
    /// <param name="value">The next term.</param>
    /// <param name="suffix">Ends the names of the variables that it needs.</param>
    public static IReadOnlyList<string> KahanAdd(string sum, string rest, string value, string suffix) =>
    [
        $"var term{suffix} = {value} - {rest};",
        $"var next{suffix} = {sum} + term{suffix};",
        $"{rest} = (next{suffix} - {sum}) - term{suffix};",
        $"if (!({rest} - {rest} == 0f)) {rest} = 0f;",
        $"{sum} = next{suffix};",
    ];

    /// <summary>Combines the partial results of the threads; all threads receive the result.</summary>
    /// <param name="number">The thread's number in the tree.</param>
    /// <param name="width">The distance within which threads meet, times the first step.</param>
    /// <param name="whole">Where the whole lies at the end.</param>
    /// <param name="wholeAt">Where its place lies.</param>
    /// <param name="lead">The number that halves: threads below a half take from those above.</param>
    public static void Combine(SourceWriter writer, KernelReduction reduction, string number, int width, string whole, string wholeAt,
        string lead, int step = 1)
    {
        var partial = Partial(reduction);
        writer.Line($"tree[{number}] = {partial};");
        if (IsSearch(reduction)) writer.Line($"places[{number}] = {partial}At;");
        writer.Line("Group.Barrier();");
        using (writer.Open($"for (int half = {GraphText.Number(width / 2)}; half > 0; half >>= 1)"))
        {
            var other = step == 1 ? $"{number} + half" : $"{number} + (half * {GraphText.Number(step)})";
            using (writer.Open($"if ({lead} < half)")) writer.Line(Meet(reduction.Kind, number, other));
            writer.Line("Group.Barrier();");
        }

        writer.Line($"{partial} = {whole};");
        if (IsSearch(reduction)) writer.Line($"{partial}At = {wholeAt};");
        writer.Line("Group.Barrier();");
    }

    /// <summary>Takes the partial result of another thread.</summary>
    private static string Meet(OpKind kind, string number, string other) => kind switch
    {
        OpKind.ReduceSum => $"tree[{number}] += tree[{other}];",
        OpKind.ReduceMaximum => $"tree[{number}] = KernelMath.Maximum(tree[{number}], tree[{other}]);",
        _ => $"if (KernelSearch.IsBetter(tree[{other}], places[{other}], tree[{number}], places[{number}]))\n{{\n    "
            + $"tree[{number}] = tree[{other}];\n    places[{number}] = places[{other}];\n}}",
    };

    public static void End(SourceWriter writer, KernelReduction reduction)
        => writer.Line($"var {KernelText.Register(reduction.Register)} = {Partial(reduction)}{(IsSearch(reduction) ? "At" : "")};");

    private static bool IsSum(KernelReduction reduction) => reduction.Kind == OpKind.ReduceSum;

    private static string Rest(KernelReduction reduction) => "rest" + GraphText.Number(reduction.Register);

    private static bool IsSearch(KernelReduction reduction) => reduction.Kind == OpKind.ArgMax;

    private static string Partial(KernelReduction reduction) => reduction.Kind switch
    {
        OpKind.ReduceSum => "sum",
        OpKind.ReduceMaximum => "maximum",
        _ => "best",
    } + GraphText.Number(reduction.Register);
}
