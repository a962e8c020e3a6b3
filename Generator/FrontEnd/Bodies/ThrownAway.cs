using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Fixes;
using ModelGen.Generator.FrontEnd.Source;

namespace ModelGen.Generator.FrontEnd.Bodies;

/// <summary>Warns of a call that computes a tensor which nothing takes: a tensor does not change, so the call does nothing.</summary>
internal static class ThrownAway
{
    /// <param name="context">Where the call is read.</param>
    /// <param name="statement">What stands as a statement of its own.</param>
    public static void Check(ReadingContext context, IOperation statement)
    {
        if (statement is not IInvocationOperation call || !call.TargetMethod.ReturnType.IsAnyTensor() || MayKeep(context, call)) return;
        var variable = Variable(call);
        var advice = variable is null
            ? $"write var result = {SyntaxText.Short(call.Syntax)}, and use the result"
            : $"write {variable} = {SyntaxText.Short(call.Syntax)}";
        context.Note(Diagnostic.Create(Descriptors.ResultUnused, SyntaxText.LocationOf(call.Syntax), Fix(call, variable)?.Properties,
            SyntaxText.Short(call.Syntax), advice));
    }

    /// <summary>Whether the call may leave something in a buffer or a state.</summary>
    private static bool MayKeep(ReadingContext context, IInvocationOperation call)
    {
        var type = call.TargetMethod.ContainingType;
        if (type.IsAnyTensor()) return false;
        return new[] { type, context.Type }.SelectMany(holder => holder.GetMembers().OfType<IFieldSymbol>())
            .Any(field => field.Attribute("StateAttribute") is not null || field.Attribute("BufferAttribute") is not null
                || (field.Type.HoldsModules() && SymbolEqualityComparer.Default.Equals(field.ContainingType, type)));
    }

    private static Fix? Fix(IInvocationOperation call, string? variable)
        => variable is null ? null : new($"Assign it to {variable}", SyntaxFixes.Before(call.Syntax, $"{variable} = "));

    /// <summary>The variable that the call is a method of, to which its result could be assigned.</summary>
    private static string? Variable(IInvocationOperation call)
        => call.Instance is ILocalReferenceOperation or IParameterReferenceOperation && call.Instance.Syntax is IdentifierNameSyntax name
            && call.TargetMethod.ReturnType.IsTensor()
            ? name.ToString()
            : null;
}
