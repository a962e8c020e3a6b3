using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Targets.Host;
using ModelGen.Generator.Targets.Simd;

namespace ModelGen.Generator.Targets.Dump;

/// <summary>
/// What the compiler does to a model, for those who work on the compiler: the graph of each call after each pass, and the kernels with
/// their cost. The files have comments alone, so that they can stand beside the emitted ones.
/// </summary>
internal static class DumpFiles
{
    public const string Name = "Dump";

    public static IEnumerable<GeneratedFile> Write(TargetModel model)
    {
        foreach (var call in Calls(model).GroupBy(line => line.Call))
            yield return File($"{model.FileName}.{Name}.{call.Key}", call.Select(line => line.Text));
        yield return File($"{model.FileName}.{Name}.Kernels", model.Compile(GraphPasses.ForKernels).Kernels.Select(Describe));
    }

    private static GeneratedFile File(string name, IEnumerable<string> sections)
    {
        var lines = sections.SelectMany(section => section.TrimEnd('\n').Split('\n')).Select(line => ("// " + line).TrimEnd());
        return new($"{name}.g.cs", GeneratedFile.Header + "\n\n" + string.Join("\n", lines) + "\n");
    }

    private static List<(string Call, string Text)> Calls(TargetModel model)
    {
        var sections = new List<(string, string)>();
        var before = new Dictionary<string, string>();
        foreach (var method in MethodGraphs.Create(model.Spec, method => Log(method.Name)))
            method.Calls.After(GraphPasses.ForKernels, Log(method.Name));
        return sections;

        PassLog Log(string? method) => (kind, pass, graph) => Add(method ?? kind.ToString(), pass, graph);

        void Add(string call, string? pass, Graph graph)
        {
            var text = GraphPrinter.Print(graph);
            var isSame = before.TryGetValue(call, out var last) && last == text;
            before[call] = text;
            if (pass is not null || !isSame)
                sections.Add((call, isSame ? $"== {pass}: unchanged" : $"\n== {pass ?? "as differentiated"}\n{text}"));
        }
    }

    private static string Describe(Kernel kernel)
    {
        var arguments = string.Join(", ", kernel.Arguments.Select(argument =>
            $"{argument.Name} : {argument.Type}{(argument.IsRead ? " read" : "")}{(argument.IsWritten ? " written" : "")}"));
        return $"== {kernel.Name}: {Cost(kernel.Body)}\n{arguments}\n{string.Join("\n", kernel.Formulas)}\n";
    }

    private static string Cost(KernelBody body) => body switch
    {
        LoopNestBody nest => $"{nest.Kind} of {nest.Space}, about {GraphText.Number(SimdCost.OfElement(nest))} cycles an element",
        ContractionBody product => $"product of {product.Space}, {product.Inner} multiply-adds an element",
        _ => body.Space.ToString(),
    };
}
