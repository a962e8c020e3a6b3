using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator;

/// <summary>
/// What a training step does to fields that one may not expect: parameters that no gradient reaches, buffers that become NaN.
/// </summary>
internal static class TrainingNotes
{
    private const int MostNames = 3;

    private static readonly char[] Ends = ['.', '['];

    public static IEnumerable<Diagnostic> Find(INamedTypeSymbol type, ModelSpec spec)
    {
        return spec.Trainings.Where(training => training.Graph.Outputs.Any(output => output.Role == OutputRole.Loss))
            .SelectMany(training => Find(type, training)).Distinct();
    }

    private static IEnumerable<Diagnostic> Find(INamedTypeSymbol type, ProgramSpec training)
    {
        var trainable = training.Graph.Parameters.Count(parameter =>
            parameter.IsTrainable && training.Optimizer?.Frozen.Contains(parameter.Name) != true);
        if (trainable == 0 || ProgramGraphs.Untrained(training.Graph, training.Optimizer).Count < trainable)
            return OfParts(type, training);
        var place = type.Method(training.Name ?? KnownNames.Loss);
        return [Diagnostic.Create(Descriptors.NothingTrains, place?.Locations.FirstOrDefault() ?? Location(type, type.Name))];
    }

    private static IEnumerable<Diagnostic> OfParts(INamedTypeSymbol type, ProgramSpec training)
        => ProgramGraphs.Untrained(training.Graph, training.Optimizer).GroupBy(Field)
            .Select(group => Diagnostic.Create(Descriptors.UntrainedParameter, Location(type, group.Key), Names([.. group])))
            .Concat(ProgramGraphs.BrokenBuffers(training.Graph)
                .Select(broken => Diagnostic.Create(Descriptors.RefusedStep, Location(type, Field(broken.Buffer)), broken.Why)));

    private static string Field(string parameter) => parameter.Split(Ends)[0];

    private static string Names(IReadOnlyList<string> parameters)
    {
        var rest = parameters.Count - MostNames;
        return string.Join(", ", parameters.Take(MostNames)) + (rest > 0 ? $" and {GraphText.Number(rest)} more" : "");
    }

    private static Location? Location(INamedTypeSymbol type, string field)
    {
        for (var holder = type; holder is not null; holder = holder.BaseType)
        {
            if (holder.GetMembers(field).FirstOrDefault()?.Locations.FirstOrDefault(location => location.IsInSource) is { } location)
                return location;
        }

        return type.Locations.FirstOrDefault();
    }
}
