using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Scalars;

/// <summary>Calls of Math's functions, by <see cref="ScalarFunctions"/>.</summary>
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
