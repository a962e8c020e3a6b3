using ModelGen.Generator.IR;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>
/// A model that computes one expression of inputs x0, x1, ..., and labels, under the loss that the references' gradients are of.
/// </summary>
internal static class ReferenceSource
{
    public static ModelSpec Spec(OperationReference reference, string expression, ElementType type, string members = "")
    {
        var inputs = reference.Operands
            .Select((operand, index) => $"[Shape({string.Join(", ", operand.Shape)})] Tensor x{GraphText.Number(index)}").ToList();
        if (reference.Labels.Length > 0) inputs.Add($"[Shape({GraphText.Number(reference.Labels.Length)})] IndexTensor labels");
        var count = GraphText.Number(reference.Precisions["f64"].Result.Length);
        return Source.Spec($$"""
            [Model(Precision = Precision.{{(type == ElementType.Float64 ? "Double" : "Single")}})] public partial class M
            {
                public Tensor Forward({{string.Join(", ", inputs)}}) => {{expression}};
                public Tensor Loss(Tensor result, [Shape({{count}})] Tensor weights) => (result.Reshape({{count}}) * weights).Sum();
            }
            """ + members);
    }

    public static Bindings Bind(OperationReference reference)
    {
        var count = reference.Precisions["f64"].Result.Length;
        var bindings = new Bindings
        {
            Symbols = { ["N"] = 1 },
            Inputs = { ["weights"] = [.. Enumerable.Range(1, count).Select(place => (double)place / count)],
                ["labels"] = reference.Labels }
        };
        for (var index = 0; index < reference.Operands.Length; index++) bindings.Inputs[$"x{index}"] = reference.Operands[index].Values;
        return bindings;
    }
}
