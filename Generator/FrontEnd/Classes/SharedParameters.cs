using Microsoft.CodeAnalysis;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.FrontEnd.Classes;

/// <summary>The parameters, buffers and states that the methods of a model share: one by each name.</summary>
internal static class SharedParameters
{
    /// <summary>The model with its programs: its own graph declares what any of them uses.</summary>
    /// <exception cref="LanguageException">
    /// A layer that takes its sizes from its input has others in another method, or two methods average one parameter.
    /// </exception>
    public static ModelSpec Join(ModelSpec model, IReadOnlyList<ProgramSpec> programs, IReadOnlyList<IMethodSymbol> methods)
    {
        if (programs.Count == 0) return model;
        var known = model.Graph.Parameters.ToDictionary(parameter => parameter.Name);
        var all = model.Graph.Parameters.ToList();
        foreach (var (program, method) in programs.Zip(methods, (program, method) => (program, method)))
        {
            foreach (var parameter in program.Graph.Parameters)
            {
                if (!known.TryGetValue(parameter.Name, out var other))
                {
                    known.Add(parameter.Name, parameter);
                    all.Add(parameter);
                }
                else if (other.Type != parameter.Type)
                {
                    throw MethodReader.Wrong(method, $"{parameter.Name} is {parameter.Type.Shape} here and {other.Type.Shape} in another "
                        + "method: what they share has one shape");
                }
            }
        }

        var joined = model with
        {
            Graph = model.Graph with { Parameters = all.ToEquatableArray() },
            Programs = programs.ToEquatableArray(),
        };
        foreach (var (program, method) in programs.Zip(methods, (program, method) => (program, method)))
            CheckAverages(program, method, joined.Methods);
        return joined;
    }

    /// <summary>An average stands in the place of its weight: there is one.</summary>
    private static void CheckAverages(ProgramSpec program, IMethodSymbol method, IEnumerable<ProgramSpec> all)
    {
        foreach (var other in all.TakeWhile(other => other != program))
        {
            if (Averaged(program).Intersect(Averaged(other)).FirstOrDefault() is { } parameter)
                throw MethodReader.Wrong(method, $"it keeps an average of {parameter}, and so does {other.Name ?? "TrainStep"}: let one of "
                    + "them average it");
        }
    }

    private static IEnumerable<string> Averaged(ProgramSpec method)
        => method.Optimizer is { AverageDecay: not null } optimizer
            ? SignatureReader.Trainable(method.Graph).Except(optimizer.Frozen)
            : [];
}
