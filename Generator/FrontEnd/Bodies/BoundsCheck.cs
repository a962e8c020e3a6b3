using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Fixes;
using ModelGen.Generator.FrontEnd.Scalars;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Bodies;

/// <summary>Warns of a lower bound that is above the upper one, where both are constants.</summary>
internal static class BoundsCheck
{
    /// <param name="what">What has the bounds, and what becomes of them.</param>
    /// <param name="low">The lower bound.</param>
    /// <param name="high">The upper bound.</param>
    /// <param name="location">Where they stand.</param>
    /// <param name="fix">What changes them round.</param>
    /// <returns>The warning, or null.</returns>
    public static Diagnostic? Check(string what, double low, double high, Location location, Func<Fix?>? fix = null)
    {
        if (!(low > high)) return null;
        return Diagnostic.Create(Descriptors.BoundsCrossed, location, fix?.Invoke()?.Properties, what, GraphText.Number(low),
            GraphText.Number(high));
    }

    /// <summary>
    /// The same for Math.Clamp where ModelGen compiles it: in an [Elementwise] method, a model, a module or an optimizer.
    /// </summary>
    /// <param name="call">Any call.</param>
    /// <param name="container">The method that it stands in.</param>
    public static Diagnostic? OfMath(IInvocationOperation call, ISymbol container)
    {
        if (call.TargetMethod is not { Name: "Clamp", Parameters.Length: 3 } method || !ScalarFunctions.IsMath(method)) return null;
        var bounds = call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).Skip(1).Select(argument => Constant(argument.Value))
            .ToList();
        if (bounds is not [{ } low, { } high] || !IsCompiled(container)) return null;
        return Check("Clamp", low, high, SyntaxText.LocationOf(call.Syntax), () => Swap(call, 1));
    }

    /// <summary>Changes two arguments of a call round.</summary>
    /// <param name="call">The call.</param>
    /// <param name="first">The position of the first one's parameter.</param>
    public static Fix? Swap(IInvocationOperation call, int first)
        => call.Arguments.Where(argument => !argument.IsImplicit && argument.Parameter is not null)
            .OrderBy(argument => argument.Parameter!.Ordinal).Skip(first).Take(2).Select(argument => argument.Value.Syntax).ToList() is
            [var low, var high]
            ? SyntaxFixes.Swap(low, high)
            : null;

    private static double? Constant(IOperation value)
        => value.ConstantValue is { HasValue: true } constant && CSharpConstants.Value(constant.Value) is NumberValue number
            ? number.Number
            : null;

    private static bool IsCompiled(ISymbol container)
    {
        if (container.Attribute("ElementwiseAttribute") is not null) return true;
        for (var type = container.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.Attribute("ModelAttribute") is not null || type.Attribute(KnownNames.Optimizer) is not null || type.IsModule())
                return true;
        }

        return false;
    }
}
