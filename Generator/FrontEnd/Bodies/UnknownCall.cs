using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Bodies;

/// <summary>What is told of a call that the language does not have: why, and what to write.</summary>
internal static class UnknownCall
{
    private const int Near = 3;

    private static readonly HashSet<string> Output = ["Console", "Debug", "Trace", "File", "Environment", "Path", "Directory"];

    public static LanguageException Create(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var advice = method.Locations.Any(location => location.IsInSource) ? OfSource(method) : OfLibrary(method, call);
        return new(Descriptors.UnknownCall, SyntaxText.LocationOf(call.Syntax), $"{method.ContainingType.Name}.{method.Name}", advice);
    }

    /// <summary>A method of the project that belongs to another object.</summary>
    private static string OfSource(IMethodSymbol method)
    {
        var (type, name) = (method.ContainingType, method.Name);
        if (type.TypeKind == TypeKind.Interface)
            return $", a method of an interface: make {name} a static method, or one of the class itself";
        return name == KnownNames.Forward && type.TypeKind == TypeKind.Class
            ? $": {type.Name} is no module: write '[Module] public partial class {type.Name}'"
            : $", a method of another object: make it static, or make {type.Name} a [Module] and what it computes its Forward";
    }

    private static string OfLibrary(IMethodSymbol method, IInvocationOperation call) => method.ContainingType.Name switch
    {
        _ when Output.Contains(method.ContainingType.Name) =>
            ": a model is compiled and never runs as it is written: take the call away, and look at what Predict gives",
        "Random" => ": write Tensor.Uniform(0, 1, ...) or Tensor.Normal(0, 1, ...), which each step draws anew",
        "Enumerable" => $": write a loop, such as 'foreach (var item in {Source(call)}) ...'",
        _ when method.MethodKind == MethodKind.DelegateInvoke => ": call a method or a local function by its name",
        "Task" or "Thread" or "Parallel" => ": a model is compiled into what runs in parallel: take the call away",
        _ => Nearest(method.Name),
    };

    private static string Source(IInvocationOperation call)
        => call.Arguments.FirstOrDefault() is { Value.Syntax: var first } ? SyntaxText.Short(first) : "items";

    private static string Nearest(string name)
    {
        var nearest = TensorMethods.Rows.Keys.Concat(TensorMethods.Lists.Keys).OrderBy(known => EditDistance.Levenshtein(known, name))
            .ThenBy(known => known, StringComparer.Ordinal).First();
        return EditDistance.Levenshtein(nearest, name) <= Near
            ? $"; the nearest that it has is Tensor.{nearest}"
            : "; it has Tensor's methods, Forward of modules, and methods of the model's own";
    }
}
