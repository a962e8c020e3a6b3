using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.Kernels;

/// <summary>A phase without the instructions that nothing needs any more.</summary>
internal static class LivePhase
{
    public static Phase Of(Phase phase)
    {
        var program = phase.Program;
        var needed = Needed(program,
            [.. program.Results, .. phase.Reductions.Select(reduction => reduction.Value), .. phase.Stores.Select(store => store.Value),
                .. phase.Stores.Where(store => store.Scatter is not null).Select(store => store.Scatter!.Number)]);
        var places = new int[needed.Length];
        for (var (number, place) = (0, 0); number < needed.Length; number++) places[number] = needed[number] ? place++ : -1;
        return phase with
        {
            Program = new(program.Instructions.Where((_, number) => needed[number]).Select(one => one.From(source => places[source]))
                .ToEquatableArray(), program.Results.Map(result => places[result])),
            Reductions = phase.Reductions.Map(reduction => reduction with { Value = places[reduction.Value] }),
            Stores = phase.Stores.Map(store =>
                store with { Value = places[store.Value],
                    Scatter = store.Scatter is { } rows ? rows with { Number = places[rows.Number] } : null }),
        };
    }

    /// <summary>Whether each instruction is needed for some results.</summary>
    public static bool[] Needed(ScalarProgram program, IEnumerable<int> results)
    {
        var needed = new bool[program.Instructions.Count];
        foreach (var result in results) needed[result] = true;
        for (var number = needed.Length - 1; number >= 0; number--)
        {
            if (!needed[number]) continue;
            foreach (var source in program.Instructions[number].Sources) needed[source] = true;
        }

        return needed;
    }
}
