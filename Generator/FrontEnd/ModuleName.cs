using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd;

/// <summary>A module with what its constructor is given, for messages: <c>Linear(inFeatures: 3, outFeatures: 4, bias: false)</c>.</summary>
internal static class ModuleName
{
    public static string Of(INamedTypeSymbol type, IEnumerable<KeyValuePair<string, SymbolicValue>> arguments)
        => $"{type.Name}({string.Join(", ", arguments.Select(item => $"{item.Key}: {Text(item.Value)}"))})";

    public static string Of(ModuleValue module)
        => Of(module.Type, module.Arguments.Select(item => new KeyValuePair<string, SymbolicValue>(item.Key, SymbolicArithmetic.Value(item.Value))).Concat(module.Numbers));

    private static string Text(SymbolicValue value) => value switch
    {
        NumberValue number => GraphText.Number(number.Number),
        DimValue dim => dim.Dim.ToString().Replace(ModulePlace.Outer.ToString(CultureInfo.InvariantCulture), ""),
        ConstantValue { Constant: bool truth } => truth ? "true" : "false",
        ConstantValue constant => Convert.ToString(constant.Constant, CultureInfo.InvariantCulture) ?? "null",
        ModuleValue module => module.Name,
        _ => "...",
    };
}
