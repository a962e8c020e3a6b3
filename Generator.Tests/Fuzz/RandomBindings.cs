using ModelGen.Generator.IR;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>What a random graph, and whatever became of it by shrinking, is evaluated with: all by seed and name.</summary>
internal static class RandomBindings
{
    private static readonly double[] Odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, 1, -1];

    public static Bindings Of(Graph graph, int seed, bool isSmooth = false, long? size = null)
    {
        var bindings = new Bindings
        {
            Symbols = { ["N"] = size ?? Of([3, 1, 2, 3, 7, 4], seed), ["M"] = Of([2, 1, 5, 2], seed / 6),
                ["K"] = Of([2, 3, 0, 1], seed / 24) },
            HostScalars = { ["training"] = seed % 3 == 0 ? 0 : 1, ["rate"] = 0.1 + (0.05 * (seed % 5)), ["learning_rate"] = 0.1,
                ["step"] = 3 },
        };
        foreach (var symbol in graph.BatchSymbols) bindings.Symbols.TryAdd(symbol, 0);
        foreach (var input in graph.Inputs) bindings.Inputs[input.Name] = Values(input);
        foreach (var parameter in graph.Parameters)
            bindings.Parameters[parameter.Name] = Uniform(parameter.Name, parameter.Type, -1.5, 1.5);
        return bindings;

        double[] Values(InputInfo input)
        {
            var values = Uniform(input.Name, input.Type, -2, 2);
            if (!input.Type.Element.IsFloat())
                return [
                    .. values.Select((value, index) =>
                        (double)((Hash(input.Name) + (index * 7)) % Math.Clamp(input.Bound?.Evaluate(bindings.Symbols) ?? 3, 1, 5)))];
            return isSmooth || input.Name != "y"
                ? values
                : [.. values.Select((value, index) => (index + seed) % 4 == 0 ? Of(Odd, (index / 4) + seed) : value)];
        }

        double[] Uniform(string name, TensorType type, double low, double high)
            => [.. Numbers.Uniform(Hash(name), Count(type), low, high)
                .Select(value => type.Element.IsFloat() ? ScalarMeaning.Narrow(value, type.Element) : value)];

        int Count(TensorType type) => (int)Math.Max(type.Shape.Size.Evaluate(bindings.Symbols), 0);

        int Hash(string name) => name.Aggregate(seed % 1000, (hash, letter) => ((hash * 31) + letter) & 0xfffff);
    }

    /// <summary>Adds numbers above 0 for what an optimizer keeps.</summary>
    public static void AddStates(Bindings bindings, IEnumerable<StateInfo> states)
    {
        foreach (var state in states)
            bindings.States[state.Name] = Numbers.Uniform(state.Name.Length, bindings.Count(state), 0.1, 1);
    }

    /// <summary>Whether what the shapes ask of the call holds; without, a graph has no meaning.</summary>
    public static bool Meets(Graph graph, Bindings bindings)
        => graph.Guards.All(guard => guard.Left.Evaluate(bindings.Symbols) == guard.Right.Evaluate(bindings.Symbols));

    private static T Of<T>(IReadOnlyList<T> choices, int number) => choices[number % choices.Count];
}
