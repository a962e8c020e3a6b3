using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Programs;

/// <summary>What a model's summary tells.</summary>
/// <param name="Layers">The parameters that are the model's own, then each layer once.</param>
/// <param name="Numbers">How many numbers all parameters have.</param>
/// <param name="Trained">Of these, the numbers that training changes.</param>
/// <param name="MultiplyAdds">What all of Forward multiplies.</param>
internal sealed record SummaryLayers(IReadOnlyList<SummaryLayer> Layers, Dim Numbers, Dim Trained, Dim MultiplyAdds)
{
    public static SummaryLayers Create(ModelSpec spec, CompiledModel model)
    {
        var layers = Calls(spec);
        var numbers = new Dictionary<string, Dim>(StringComparer.Ordinal);
        foreach (var layer in layers) numbers[layer.Path] = Dim.Zero;
        var own = model.Parameters.Where(parameter => !Count(parameter, numbers)).Select(Own).ToList();
        return new(
            [.. own, .. layers.Select(layer => new SummaryLayer(layer, numbers[layer.Path]))],
            Sum(model.Parameters),
            Sum(model.Parameters.Where(parameter => parameter.IsTrainable && !spec.IsFrozen(parameter.Name))),
            spec.Described.Aggregate(Dim.Zero, (sum, method) => sum + OfResults(method.Graph)));
    }

    /// <summary>The layers of the methods, each as the first of them that has it calls it.</summary>
    private static List<LayerCall> Calls(ModelSpec spec)
        => [.. spec.Described.SelectMany(method => LayerCall.MergeByLayer(method.Graph.Layers)).GroupBy(layer => layer.Path)
            .Select(calls => calls.First())];

    private static Dim OfResults(Graph graph)
    {
        var results = graph.Outputs.Where(output => output.Role == OutputRole.Result).Select(output => output.Node);
        return IR.MultiplyAdds.Count(BackwardSlice.From(graph.Nodes, results, _ => true), graph.Nodes);
    }

    /// <summary>Adds a parameter to each layer that it lies in; whether there is one.</summary>
    private static bool Count(ParameterInfo parameter, Dictionary<string, Dim> numbers)
    {
        var isFound = false;
        for (var dot = parameter.Name.LastIndexOf('.'); dot > 0; dot = parameter.Name.LastIndexOf('.', dot - 1))
        {
            var path = parameter.Name.Substring(0, dot);
            if (!numbers.TryGetValue(path, out var sum)) continue;
            numbers[path] = sum + parameter.Type.Shape.Size;
            isFound = true;
        }

        return isFound;
    }

    private static SummaryLayer Own(ParameterInfo parameter)
    {
        var module = parameter.IsTrainable ? "Parameter" : parameter.IsState ? "State" : "Buffer";
        return new(new(parameter.Name, module, 0, parameter.Type, Dim.Zero), parameter.Type.Shape.Size);
    }

    private static Dim Sum(IEnumerable<ParameterInfo> parameters)
        => parameters.Aggregate(Dim.Zero, (sum, parameter) => sum + parameter.Type.Shape.Size);
}

/// <summary>A layer, and how many numbers its parameters have.</summary>
internal sealed record SummaryLayer(LayerCall Call, Dim Numbers);
