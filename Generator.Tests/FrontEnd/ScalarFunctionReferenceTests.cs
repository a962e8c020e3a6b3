using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Backends;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>A user's own functions against PyTorch's numbers: values and gradients of the graph and of both backends' code.</summary>
public class ScalarFunctionReferenceTests
{
    private static readonly ReferenceChecks Checks = new(References.ScalarFunctions, Spec);

    public static TheoryData<string> Names() => [.. Checks.Names];

    public static TheoryData<string> Devices() => [.. TestDevice.All];

    [Theory]
    [MemberData(nameof(Names))]
    public void ValuesAndGradientsArePyTorchs(string name) => Checks.CheckGraph(name);

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientsAreCentralDifferences(string name)
    {
        var reference = References.ScalarFunctions.Single(reference => reference.Name == name);
        if (reference.Operands.Any(operand => operand.Values.Any(double.IsNaN))) return;
        var graph = Differentiate.Run(Spec(reference, ElementType.Float64).Graph,
            [.. reference.Operands.Select((_, index) => $"x{index}")]);
        Numbers.MustMatchCentralDifferences(graph, ReferenceSource.Bind(reference), 1e-6, name);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void EmittedCodeIsPyTorchs(string device) => Checks.CheckDevice(device);

    private static ModelSpec Spec(OperationReference reference, ElementType type)
    {
        var names = string.Join(", ", reference.Operands.Select((_, index) => "x" + GraphText.Number(index)));
        return ReferenceSource.Spec(reference, $"Tensor.Map(Activations.{reference.Operation}, {names})", type,
            ScalarFunctionSource.Functions);
    }
}
