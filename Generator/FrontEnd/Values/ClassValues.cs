using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Values;

/// <summary>A number of the constructor that is no dimension: a host scalar; a bool is 0 or 1.</summary>
internal sealed record HostNumberValue(string Name, bool IsBoolean) : SymbolicValue
{
    public override string What => $"the constructor's number {ConstructorNumber.Parameter(Name.TrimStart(ModulePath.Outer)) ?? Name}";
}

/// <summary>The model or module itself.</summary>
internal sealed record SelfValue : SymbolicValue
{
    public override string What => "this";
}
