using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.FrontEnd.Scalars;

/// <summary>Calls of Math's functions, by <see cref="ScalarFunctions"/>, and of what a rule may ask of the whole parameter.</summary>
internal static class ScalarCalls
{
    public static SymbolicValue OfMath(ScalarChoices choices, IInvocationOperation call, IReadOnlyList<SymbolicValue> arguments)
    {
        var name = call.TargetMethod.Name;

        // NaN alone differs from itself.
        if (name == "IsNaN" && arguments is [var operand])
            return Truth.Not(ScalarComparisons.Compare(choices, BinaryOperatorKind.Equals, operand, operand)!);
        if (!ScalarFunctions.Rows.TryGetValue(name, out var row) || arguments.Any(argument => argument is Truth)) throw Unknown(call);
        var known = arguments.OfType<NumberValue>().Select(number => number.Number).ToArray();
        if (known.Length == arguments.Count && ScalarFunctions.Known(name, known) is { } value) return new NumberValue(value);
        return new TensorValue(row(choices.Builder, arguments.Select(choices.ToNode).ToArray()) ?? throw Unknown(call));
    }

    /// <summary>A call of WholeParameter's methods.</summary>
    public static SymbolicValue OfWhole(ScalarReader reader, IInvocationOperation call, SymbolicValue argument)
    {
        if (reader.Sum is not { } sum)
            throw new LanguageException(Descriptors.UnknownCall, SyntaxText.LocationOf(call.Syntax),
                $"WholeParameter.{call.TargetMethod.Name} in a function that is neither a rule nor a gradient transformation",
                "; the elements of a tensor are summed by Tensor.Sum, outside of Map");
        var (builder, value) = (reader.Choices.Builder, reader.Choices.ToNode(argument));
        return new TensorValue(call.TargetMethod.Name == "Norm"
            ? builder.Add(OpKind.Sqrt, sum(builder.Multiply(value, value)))
            : sum(value));
    }

    public static LanguageException Unknown(IInvocationOperation call)
    {
        var (method, names) = (call.TargetMethod, ScalarFunctions.Rows.Keys.Append("IsNaN").ToList());
        var nearest = names.OrderBy(known => EditDistance.Levenshtein(known, method.Name)).ThenBy(known => known, StringComparer.Ordinal)
            .First();
        var hint = EditDistance.Levenshtein(nearest, method.Name) <= 2
            ? $"the nearest that it has is {nearest}"
            : $"it has {string.Join(", ", names)} and [Elementwise] methods";
        return new(Descriptors.UnknownCall, SyntaxText.LocationOf(call.Syntax),
            $"{method.ContainingType.Name}.{method.Name} in a scalar function", "; " + hint);
    }
}
