using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Emit;

/// <summary>
/// The members that other models have and this one does not, each with its reason, as attributes that the analyzer reads at calls.
/// </summary>
internal static class MissingMembers
{
    public static IEnumerable<string> Attributes(ModelSpec spec, CompiledModel model)
        => Find(spec, model).Select(missing
            => $"[{TypeNames.MissingMember}({GraphText.Quote(missing.Member)}, {GraphText.Quote(missing.Reason)})]");

    private static IEnumerable<(string Member, string Reason)> Find(ModelSpec spec, CompiledModel model)
    {
        if (model.Programs.All(program => program.Kind != ProgramKind.Evaluate))
        {
            const string noForward = "there is no method Forward to compute: add one, or call one of the programs";
            if (spec.Graph.Outputs.Count == 0)
                return [("Predict", noForward), .. OfLoss(noForward)];
            const string noLoss = "there is no method Loss to compute: add one";
            return OfLoss(noLoss);
        }

        if (spec.Optimizer is null) return Training("the class has no optimizer: mark it with one, such as [Adam]");
        if (FitMethods.Absence(spec, model) is { } absence)
            return [(FitOverloads.Any, $"{absence}. Call TrainStep in a loop of your own, for each batch")];
        return FitMethods.Tensors(model) is var tensors && tensors != FitSignature.LoaderTensors ? [Loader(tensors)] : [];

        static (string Member, string Reason) Loader(int tensors)
            => (FitOverloads.OverLoader, $"a loader gives an input and a target, and Forward and Loss take {GraphText.Number(tensors)} "
                + $"{(tensors == 1 ? "tensor" : "tensors")}. Call Fit over spans, or TrainStep in a loop over the loader");

        static IEnumerable<(string Member, string Reason)> OfLoss(string reason)
            => [("Evaluate", reason), ("Gradients", reason), ("Audit", reason), .. Training(reason)];

        static IEnumerable<(string Member, string Reason)> Training(string reason)
            => [("TrainStep", reason), (FitOverloads.Any, reason), ("LearningRate", reason), ("Schedule", reason)];
    }
}
