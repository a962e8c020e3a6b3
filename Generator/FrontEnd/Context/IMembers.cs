using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Context;

/// <summary>What a body asks of the class that it belongs to: its fields and methods.</summary>
internal interface IMembers
{
    /// <summary>The value of a field in the body that is read now.</summary>
    SymbolicValue Field(IFieldReferenceOperation reference);

    /// <summary>A field that is a buffer, as its parameter; null for others.</summary>
    ParameterInfo? Buffer(IFieldSymbol field);

    /// <summary>The module that an expression of the constructor makes.</summary>
    ModuleValue Create(IObjectCreationOperation creation);

    /// <summary>Runs a method of the class on values.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">Its arguments by name.</param>
    /// <param name="syntax">Where it is called.</param>
    /// <param name="caller">The variables of the method that calls it.</param>
    SymbolicValue Call(IMethodSymbol method, IReadOnlyDictionary<string, SymbolicValue> arguments, SyntaxNode syntax, Scope? caller = null);
}
