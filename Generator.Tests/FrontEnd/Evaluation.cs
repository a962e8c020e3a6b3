using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Targets;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>A model's results from the interpreter, with inputs and parameters of fixed random numbers.</summary>
internal static class Evaluation
{
    /// <summary>All targets that compute.</summary>
    public static EquatableArray<PresentTarget> AllTargets { get; } = PresentTarget.Find(_ => true, _ => null);

    /// <summary>Numbers for every input and parameter; all symbols not named are 2.</summary>
    public static Bindings Bind(Graph graph, params (string Name, long Size)[] symbols)
    {
        var bindings = new Bindings();
        foreach (var symbol in graph.FixedSymbols.Concat(graph.BatchSymbols)) bindings.Symbols[symbol] = 2;
        foreach (var (name, size) in symbols) bindings.Symbols[name] = size;
        foreach (var input in graph.Inputs) bindings.Inputs[input.Name] = Fill(input.Name, input.Type);
        foreach (var parameter in graph.Parameters) bindings.Parameters[parameter.Name] = Fill(parameter.Name, parameter.Type);
        return bindings;

        double[] Fill(string name, TensorType type)
        {
            var count = (int)type.Shape.Size.Evaluate(bindings.Symbols);
            var seed = name.Aggregate(17, (hash, letter) => (hash * 31) + letter);
            return type.Element == ElementType.Int32
                ? [.. Enumerable.Range(0, count).Select(index => (double)(index % 2))]
                : Numbers.Uniform(seed, count, 0.1, 2);
        }
    }

    /// <summary>Checks a Forward of one input x against its meaning, element by element.</summary>
    public static void Elementwise(ModelSpec spec, Func<double, double> meaning)
    {
        var bindings = Bind(spec.Graph);
        var expected = bindings.Inputs["x"].Select(meaning).ToArray();
        Numbers.MustBeClose(expected, Interpreter.Outputs(spec.Graph, bindings)[0].Data, 1e-12, spec.Name);
    }

    /// <summary>Checks that two graphs with the same inputs and parameters have the same outputs.</summary>
    public static void Same(Graph expected, Graph actual, params (string Name, long Size)[] symbols)
    {
        var bindings = Bind(expected, symbols);
        var (first, second) = (Interpreter.Outputs(expected, bindings), Interpreter.Outputs(actual, bindings));
        Assert.Equal(first.Length, second.Length);
        for (var number = 0; number < first.Length; number++)
        {
            Assert.Equal(first[number].Dims, second[number].Dims);
            Numbers.MustBeClose(first[number].Data, second[number].Data, 1e-12, expected.Outputs[number].Target);
        }
    }
}
