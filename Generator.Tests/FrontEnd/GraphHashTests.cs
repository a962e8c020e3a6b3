using ModelGen.Generator.Emit;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>What the hash by which a checkpoint knows its model is of.</summary>
public class GraphHashTests
{
    private const string Forward = "Tensor Forward([Shape(\"N\", 4)] Tensor x) => _layer.Forward(x).Relu();";
    private const string Loss = "Tensor Loss(Tensor y) => y.Square().Mean();";

    [Fact]
    public void WhatTheModelComputesTheSameWayHasTheSame()
    {
        var hash = Of("[Adam]", Forward, Loss);
        Assert.Matches("^[0-9a-f]{16}$", hash);
        Assert.Equal(hash, Of("[Adam]", "\n/* a comment */ " + Forward, Loss));
        Assert.Equal(hash, Of("[Sgd(LearningRate = 3)]", Forward, Loss));
        Assert.Equal(hash, Of("[Adam]", Forward.Replace("=>", "{ return", StringComparison.Ordinal).Replace(";", "; }",
            StringComparison.Ordinal), Loss));
    }

    [Fact]
    public void AnotherComputationHasAnother()
    {
        string[] hashes =
        [
            Of("[Adam]", Forward, Loss), Of("[Adam]", Forward.Replace("Relu", "Tanh", StringComparison.Ordinal), Loss),
            Of("[Adam]", Forward, Loss.Replace("Mean", "Sum", StringComparison.Ordinal)),
            Of("[Adam]", Forward, Loss + " [Program] public Tensor Other([Shape(\"N\", 4)] Tensor x) => _layer.Forward(x);"),
        ];
        Assert.Equal(hashes, hashes.Distinct());
    }

    private static string Of(string optimizer, string forward, string loss)
        => GraphHash.Of(Source.Spec($$"""
            [Model] {{optimizer}} public partial class M
            {
                private readonly Linear _layer = new(4, 2);
                public {{forward}}
                public {{loss}}
            }
            """));
}
