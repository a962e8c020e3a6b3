using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Fixes;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.FrontEnd.Bodies;

/// <summary>
/// Warns of losses that are given what they do not take: probabilities where they compute those themselves, and scores of which dropout
/// has set some to 0. Those of other forms, such as a softmax that is scaled, are left alone.
/// </summary>
internal static class LossInputs
{
    private const string Logarithms = "logarithms of probabilities";

    private static readonly Dictionary<string, (string Takes, string Softmax, string Sigmoid)> Losses = new()
    {
        ["CrossEntropy"] = ("logits, of which it computes a softmax itself,",
            "take the softmax away; where Predict is to give probabilities, write probabilities.Log().NegativeLogLikelihood(labels) in "
                + "Loss",
            "take the sigmoid away"),
        ["BinaryCrossEntropy"] = ("logits, of which it computes a sigmoid itself,",
            "take the softmax away", "take the sigmoid away, and leave it to what is done with Predict's result"),
        ["NegativeLogLikelihood"] = (Logarithms, "write LogSoftmax", "write CrossEntropy of the logits, without the sigmoid"),
        ["KlDivergence"] = (Logarithms, "write LogSoftmax", "write LogSoftmax of the logits, without the sigmoid"),
    };

    /// <param name="context">Where it is read.</param>
    /// <param name="loss">The loss's method.</param>
    /// <param name="scores">What it is a method of.</param>
    /// <param name="location">Where it is called.</param>
    public static void Check(ReadingContext context, string loss, Node scores, Location location)
    {
        if (!Losses.TryGetValue(loss, out var row)) return;
        var builder = context.Builder;
        var origin = builder.Unmoved(builder.Nodes[scores.Id]);
        var place = context.LocationOf(origin) ?? location;
        var isSigmoid = origin.Kind == OpKind.Sigmoid;
        if (isSigmoid || builder.SoftmaxAxis(origin) is not null)
            Note(Descriptors.ProbabilitiesForLogits, Remedy(loss, isSigmoid, place), loss, row.Takes, isSigmoid ? "a sigmoid" : "a softmax",
                isSigmoid ? row.Sigmoid : row.Softmax);
        else if (builder.IsDropout(origin)) Note(Descriptors.DropoutOfScores, null, loss);

        void Note(DiagnosticDescriptor descriptor, Fix? fix, params object[] arguments)
            => context.Note(Diagnostic.Create(descriptor, place, place == location ? [] : [location], fix?.Properties, arguments));
    }

    /// <summary>Takes the call away that makes probabilities, or calls what makes their logarithms.</summary>
    private static Fix? Remedy(string loss, bool isSigmoid, Location place)
        => Losses[loss].Takes != Logarithms ? CallFix.Remove(place, isSigmoid ? "Sigmoid" : "Softmax")
            : isSigmoid ? null
            : CallFix.Rename(place, "Softmax", "LogSoftmax");

    /// <summary>Warns of a softmax over the samples of a batch, where a number of classes is along the last axis.</summary>
    /// <param name="context">Where it is read.</param>
    /// <param name="result">What a call gives.</param>
    /// <param name="call">The call.</param>
    public static void CheckAxis(ReadingContext context, Node result, IInvocationOperation call)
    {
        if (!context.IsModel || (context.Builder.SoftmaxAxis(result) ?? context.Builder.LogSoftmaxAxis(result)) != 0) return;
        var dims = result.Type.Shape.Dims;
        if (dims.Count < 2 || !SampleSymbols.AreCountedBy(context, dims[0]) || dims.Skip(1).Any(dim => dim == dims[0])
            || dims[dims.Count - 1].Constant is not > 1) return;
        var axis = GraphText.Number(dims.Count - 1);
        var fix = call.TargetMethod.ContainingType.IsTensor() ? ArgumentFix.OfCall(call, "axis", axis) : null;
        context.Note(Diagnostic.Create(Descriptors.SoftmaxOverSamples, SyntaxText.LocationOf(call.Syntax), fix?.Properties, dims[0],
            result.Type.Shape, axis));
    }
}
