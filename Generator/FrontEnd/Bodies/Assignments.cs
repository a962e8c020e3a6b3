using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Bodies;

/// <summary>What to write instead of an assignment that the language does not have.</summary>
internal static class Assignments
{
    public static string Advice(IOperation target, SymbolicValue value) => target switch
    {
        IPropertyReferenceOperation { Property: { IsIndexer: true, ContainingType: var type }, Instance.Syntax: var tensor }
            when type.IsAnyTensor() =>
            $"a tensor does not change: compute a new one, such as Tensor.Where(mask, value, {SyntaxText.Short(tensor)}) or Tensor.Concat "
                + "of slices; pieces of a [State] alone can be assigned",
        IFieldReferenceOperation { Field: var field } when field.Type.HoldsModules() =>
            $"modules are made once, with the model: call {(value is Values.ModuleValue module ? module.Name : "the other one")}.Forward, "
                + "or hold both in an array",
        IFieldReferenceOperation { Field: var field } when field.Attribute("ParameterAttribute") is not null =>
            "parameters of a model change by training alone: assign to a local variable, or mark the field [State]",
        IFieldReferenceOperation { Field: var field } when field.Type.IsTensor() =>
            $"what is kept from call to call is a [State]: write '[State(...)] private Tensor {field.Name};'",
        _ => "assign to local variables",
    };
}
