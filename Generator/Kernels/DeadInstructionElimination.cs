using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.Kernels;

/// <summary>Removes dead instructions from a phase.</summary>
internal static class DeadInstructionElimination
{
    public static Phase Run(Phase phase)
    {
        var program = phase.Program;
        var live = FindLive(program, program.Results.Concat(Wanted(phase)));
        var newNumbers = NewNumbers(live);
        var instructions = program.Instructions.Where((_, number) => live[number])
            .Select(instruction => instruction.WithSources(source => newNumbers[source])).ToEquatableArray();
        return phase with
        {
            Program = new(instructions, program.Results.Map(result => newNumbers[result])),
            Reductions = phase.Reductions.Map(reduction => reduction with { Value = newNumbers[reduction.Value] }),
            Stores = phase.Stores.Map(store => Renumbered(store, newNumbers)),
        };
    }

    private static int[] NewNumbers(bool[] live)
    {
        var numbers = new int[live.Length];
        for (var (number, next) = (0, 0); number < live.Length; number++) numbers[number] = live[number] ? next++ : -1;
        return numbers;
    }

    /// <summary>What a phase reduces and stores.</summary>
    private static IEnumerable<int> Wanted(Phase phase) =>
    [
        .. phase.Reductions.Select(reduction => reduction.Value),
        .. phase.Stores.Select(store => store.Value),
        .. phase.Stores.Where(store => store.Scatter is not null).Select(store => store.Scatter!.Number),
    ];

    private static Store Renumbered(Store store, int[] newNumbers) => store with
    {
        Value = newNumbers[store.Value],
        Scatter = store.Scatter is { } rows ? rows with { Number = newNumbers[rows.Number] } : null,
    };

    /// <summary>For each instruction whether one of the results depends on it.</summary>
    public static bool[] FindLive(ScalarProgram program, IEnumerable<int> results)
    {
        var live = new bool[program.Instructions.Count];
        foreach (var result in results) live[result] = true;
        for (var number = live.Length - 1; number >= 0; number--)
        {
            if (!live[number]) continue;
            foreach (var source in program.Instructions[number].Sources) live[source] = true;
        }

        return live;
    }
}
