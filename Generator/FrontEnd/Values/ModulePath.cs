using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Values;

/// <summary>
/// Where a module stands: the field or array that holds it names it, as PyTorch does. What a module is given from around it, dimensions and
/// modules, has <see cref="Outer"/> before its name while that module is read, which inlining takes away.
/// </summary>
internal static class ModulePath
{
    public const char Outer = '/';

    /// <summary>Names the modules that nothing holds yet.</summary>
    public static SymbolicValue Held(SymbolicValue value, string prefix) => value switch
    {
        ModuleValue { Prefix: "" } module => module with { Prefix = prefix },
        TupleValue { Items: var items } when items.Count > 0 && items.All(IsModuleOrNull) => new ModuleArrayValue(Elements(items, prefix)),
        ModuleArrayValue { Items: var items } => new ModuleArrayValue(Elements(items, prefix)),
        _ => value,
    };

    /// <summary>An argument as the constructor of another module sees it.</summary>
    public static SymbolicValue Given(SymbolicValue value) => value switch
    {
        DimValue dim => new DimValue(Outward(dim.Dim)),
        HostNumberValue number => number with { Name = Outer + number.Name },
        ModuleValue module => module with
        {
            IsGiven = true,
            Prefix = module.Prefix.Length == 0 ? "" : Outer + module.Prefix,
            Arguments = module.Arguments.ToDictionary(item => item.Key, item => Outward(item.Value)),
            Numbers = module.Numbers.ToDictionary(item => item.Key, item => Given(item.Value)),
        },
        TupleValue { Items: var items } => new TupleValue(items.Select(Given).ToList()),
        ModuleArrayValue { Items: var items } => new ModuleArrayValue(items.Select(Given).ToList()),
        _ => value,
    };

    private static List<SymbolicValue> Elements(IReadOnlyList<SymbolicValue> items, string prefix)
        => items.Select((item, index) => Held(item, $"{prefix}{GraphText.Number(index)}.")).ToList();

    private static bool IsModuleOrNull(SymbolicValue value) => value is ModuleValue or ConstantValue { Constant: null };

    private static Dim Outward(Dim dim)
        => dim.Substitute(dim.Symbols.Distinct().ToDictionary(symbol => symbol, symbol => Dim.Symbol(Outer + symbol)));
}
