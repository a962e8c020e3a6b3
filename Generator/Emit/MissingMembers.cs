using ModelGen.Generator.IR;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.Emit;

/// <summary>The members that other models have and this one does not, each with its reason, as attributes that the analyzer reads at calls.</summary>
internal static class MissingMembers
{
    public static IEnumerable<string> Attributes(ModelSpec spec, CompiledModel model)
        => Of(spec, model).Select(missing
            => $"[{TypeNames.MissingMember}({GraphText.Quote(missing.Member)}, {GraphText.Quote(missing.Reason)})]");

    private static IEnumerable<(string Member, string Reason)> Of(ModelSpec spec, CompiledModel model)
    {
        if (model.Programs.All(program => program.Kind != ProgramKind.Evaluate))
        {
            const string noLoss = "there is no method Loss to compute: add one";
            return [("Evaluate", noLoss), ("Gradients", noLoss), .. Training(noLoss)];
        }

        if (spec.Optimizer is null) return Training("the class has no optimizer: mark it with one, such as [Adam]");
        return FitMethods.Absence(spec, model) is { } absence
            ? [("Fit", absence + ". Call TrainStep in a loop of your own, for each batch")]
            : [];

        static IEnumerable<(string Member, string Reason)> Training(string reason)
            => [("TrainStep", reason), ("Fit", reason), ("LearningRate", reason)];
    }
}
