using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Fixes;
using ModelGen.Generator.FrontEnd.Source;

namespace ModelGen.Generator.FrontEnd.Words;

/// <summary>Answers names that C# does not find: of members, of functions of other libraries, and of modules that are called.</summary>
internal sealed class NameCheck(TypeLookup types)
{
    private const string Methods = "operations are methods of a tensor, and layers are fields: write x.Relu(), or 'private readonly Linear "
        + "_linear = new(784, 10);'";

    private static readonly Dictionary<string, string> OfMath = new()
    {
        ["Max"] = "Maximum",
        ["Min"] = "Minimum",
    };

    /// <summary>A member that a tensor or a module lacks, or that is called on the type.</summary>
    public Diagnostic? Member(MemberAccessExpressionSyntax access)
    {
        if (access.Name.IsMissing || types.Type(access.Expression) is not INamedTypeSymbol type) return null;
        if (type.IsModule()) return OfModule(type, access);
        if (!type.IsAnyTensor()) return null;
        var (name, arguments) = (access.Name.Identifier.ValueText, (access.Parent as InvocationExpressionSyntax)?.ArgumentList.Arguments);
        var isStatic = types.Symbol(access.Expression) is ITypeSymbol;
        if (MemberAdvice.Names(type).Contains(name)) return isStatic ? OfType(type, access, arguments ?? default) : null;
        var tensor = isStatic ? "x" : SyntaxText.Short(access.Expression);
        var advice = MemberAdvice.Find(type, name, tensor)
            ?? (type.IsTensor() ? OfIndices(name, tensor) : OfOtherTensor(type, name, tensor, access));
        return advice is null ? null : TypeLookup.Answer(access.Name, $"{type.Name}.{name}", MemberAdvice.Filled(advice, arguments),
            isStatic ? null : WordFix.OfMember(type, access));
    }

    /// <summary>A function of another library, such as <c>torch.relu(x)</c>.</summary>
    /// <param name="call">The call; null where it is not called.</param>
    /// <param name="name">The function's name.</param>
    /// <param name="root">What C# does not find.</param>
    public Diagnostic? Function(InvocationExpressionSyntax? call, SimpleNameSyntax name, IdentifierNameSyntax root)
    {
        if (types.Symbol(root) is not null || !types.IsInModel(root) || types.Tensor is not { } tensor) return null;
        var (word, arguments) = (name.Identifier.ValueText, call?.ArgumentList.Arguments ?? default);
        var first = arguments.Count > 0 ? SyntaxText.Short(arguments[0].Expression) : "x";
        var advice = MemberAdvice.Find(tensor, word, first);
        if (call is null || advice is null) advice = Layer(word) ?? advice;
        if (advice is null && root == name) return null;
        return TypeLookup.Answer(root, root.Identifier.ValueText,
            advice is null ? Methods : MemberAdvice.Filled(advice, arguments.Skip(1)),
            WordFix.OfFunction(tensor, call, word, arguments.FirstOrDefault()));
    }

    /// <summary>A module that is called as if it were a function.</summary>
    public Diagnostic? ModuleCall(InvocationExpressionSyntax call, ExpressionSyntax callee)
    {
        var candidate = types.Candidates(callee).FirstOrDefault();
        if (candidate is ITypeSymbol) return null;
        var type = (candidate as IFieldSymbol)?.Type ?? types.Type(callee);
        if (!type.IsModule() && !type.IsModuleInterface()) return null;
        var text = SyntaxText.Short(callee);
        return TypeLookup.Answer(callee, $"call of {text} by itself", $"write {text}.Forward{SyntaxText.Short(call.ArgumentList)}",
            new Fix($"Write {text}.Forward", SyntaxFixes.Behind(callee, ".Forward")));
    }

    /// <summary>A function of Math on a tensor.</summary>
    public Diagnostic? MathFunction(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access)
    {
        if (types.Symbol(access.Expression) is not INamedTypeSymbol { Name: "Math" or "MathF" } math || types.Tensor is not { } tensor)
            return null;
        var arguments = call.ArgumentList.Arguments;
        if (arguments.FirstOrDefault(argument => types.Type(argument.Expression).IsTensor()) is not { } argument) return null;
        var name = access.Name.Identifier.ValueText;
        var word = OfMath.TryGetValue(name, out var other) ? other : name;
        return MemberAdvice.Find(tensor, word, SyntaxText.Short(argument.Expression)) is { } advice
            ? TypeLookup.Answer(argument.Expression, $"{math.Name}.{name} of a tensor",
                MemberAdvice.Filled(advice, arguments.Where(item => item != argument)), WordFix.OfFunction(tensor, call, word, argument))
            : null;
    }

    /// <summary>A method of a tensor that is called on the type.</summary>
    private static Diagnostic? OfType(
        INamedTypeSymbol type, MemberAccessExpressionSyntax access, SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        var name = access.Name.Identifier.ValueText;
        if (arguments.Count == 0 || type.GetMembers(name).Any(member => member.IsStatic)) return null;
        return TypeLookup.Answer(access.Name, $"{name} of the type {type.Name}", "it is a method of a tensor: "
            + $"write {SyntaxText.Short(arguments[0].Expression)}.{name}({string.Join(", ", arguments.Skip(1))})");
    }

    private static Diagnostic? OfModule(INamedTypeSymbol type, MemberAccessExpressionSyntax access)
    {
        var (name, names) = (access.Name.Identifier.ValueText, MemberAdvice.Names(type));
        if (names.Contains(name)) return null;
        var member = Spelling.Same(name, names) ?? Spelling.Nearest(name, names) ?? KnownNames.Forward;
        return TypeLookup.Answer(access.Name, $"{type.Name}.{name}", $"write {SyntaxText.Short(access.Expression)}.{member}",
            SyntaxFixes.Rename(access.Name.Identifier, member));
    }

    /// <summary>A member of Tensor that another tensor lacks: its loss, or what it has once it is converted.</summary>
    private string? OfOtherTensor(INamedTypeSymbol type, string name, string tensor, MemberAccessExpressionSyntax access)
    {
        if (types.Tensor is not { } real || MemberAdvice.Find(real, name, $"{tensor}.ToTensor()") is not { } advice) return null;
        var isLoss = real.GetMembers(name).OfType<IMethodSymbol>()
            .Any(method => SymbolEqualityComparer.Default.Equals(method.Parameters.FirstOrDefault()?.Type, type));
        return isLoss && access.Parent is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var first }, ..] }
            ? $"it is a method of the other tensor: write {SyntaxText.Short(first)}.{name}({tensor})"
            : advice;
    }

    /// <summary>A member that tensors of whole numbers alone have.</summary>
    private string? OfIndices(string name, string tensor)
        => types.Compilation.GetTypeByMetadataName("ModelGen.IndexTensor") is { } indices
            && Spelling.Same(name, MemberAdvice.Names(indices)) is { } member
            ? $"{member} is a method of an IndexTensor: declare '[Shape(\"N\", ...)] IndexTensor {tensor}'"
            : null;

    /// <summary>The field for a layer of that name, in whatever spelling.</summary>
    private string? Layer(string word) => Spelling.Same(word, LayerCheck.Layers(types.Compilation)) is { } layer
        ? $"a layer is a field: write 'private readonly {layer} _{char.ToLowerInvariant(layer[0])}{layer.Substring(1)} = new(...);'"
        : LayerWords.Advice(word);
}
