using ModelGen.Generator.IR;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.Emit;

/// <summary>
/// The rows of a model's summary: the parameters that are its own, then each layer once, and what all of Forward multiplies.
/// </summary>
internal static class SummaryLayers
{
    public static IReadOnlyList<SummaryLayer> Of(ModelSpec spec, CompiledModel model)
    {
        var layers = LayerCall.ByLayer(spec.Graph.Layers);
        var own = model.Parameters.Where(parameter => layers.All(layer => !Holds(layer, parameter)));
        return [.. own.Select(Own), .. layers.Select(Row)];

        SummaryLayer Row(LayerCall layer) => new(layer, Numbers(model.Parameters.Where(parameter => Holds(layer, parameter))));

        static SummaryLayer Own(ParameterInfo parameter)
        {
            var module = parameter.IsTrainable ? "Parameter" : "Buffer";
            return new(new(parameter.Name, module, 0, parameter.Type, Dim.Zero), parameter.Type.Shape.Size);
        }
    }

    /// <summary>How many numbers parameters have.</summary>
    public static Dim Numbers(IEnumerable<ParameterInfo> parameters)
        => parameters.Aggregate(Dim.Zero, (sum, parameter) => sum + parameter.Type.Shape.Size);

    /// <summary>The multiplications of what Forward gives.</summary>
    public static Dim Multiplied(Graph graph)
    {
        var results = graph.Outputs.Where(output => output.Role == OutputRole.Result).Select(output => output.Node);
        return MultiplyAdds.Of(Ancestors.Of(graph.Nodes, results, _ => true), graph.Nodes);
    }

    private static bool Holds(LayerCall layer, ParameterInfo parameter)
        => parameter.Name.StartsWith(layer.Path + ".", StringComparison.Ordinal);
}

/// <summary>A layer, and how many numbers its parameters have.</summary>
internal sealed record SummaryLayer(LayerCall Call, Dim Numbers);
