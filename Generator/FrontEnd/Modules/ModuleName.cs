using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Modules;

/// <summary>A module with what its constructor is given, for messages and summaries.</summary>
internal static class ModuleName
{
    /// <summary>Such as <c>Linear(inFeatures: 3, outFeatures: 4, bias: false)</c>.</summary>
    public static string Full(INamedTypeSymbol type, IEnumerable<KeyValuePair<string, SymbolicValue>> arguments)
        => $"{type.Name}({string.Join(", ", arguments.Select(item => $"{item.Key}: {Text(item.Value)}"))})";

    /// <inheritdoc cref="Full(INamedTypeSymbol, IEnumerable{KeyValuePair{string, SymbolicValue}})"/>
    public static string Full(ModuleValue module)
    {
        var dims = module.Arguments.Select(item => new KeyValuePair<string, SymbolicValue>(item.Key, SymbolicArithmetic.Value(item.Value)));
        return Full(module.Type, dims.Concat(module.Numbers));
    }

    /// <summary>Its sizes and other numbers alone, such as <c>Linear(3, 4)</c>.</summary>
    public static string Short(ModuleValue module)
    {
        var dims = module.Graph.FixedSymbols.Select(symbol => SymbolicArithmetic.Value(module.Arguments[symbol]));
        var arguments = string.Join(", ", dims.Concat(module.Numbers.Values.OfType<NumberValue>()).Select(Text));
        return arguments.Length == 0 ? module.Type.Name : $"{module.Type.Name}({arguments})";
    }

    private static string Text(SymbolicValue value) => value switch
    {
        NumberValue number => GraphText.Number(number.Number),
        DimValue dim => dim.Dim.ToString().Replace(ModulePath.Outer.ToString(CultureInfo.InvariantCulture), ""),
        ConstantValue { Constant: bool truth } => truth ? "true" : "false",
        ConstantValue constant => Convert.ToString(constant.Constant, CultureInfo.InvariantCulture) ?? "null",
        ModuleValue module => module.Name,
        _ => "...",
    };
}
