using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.IR;

/// <summary>The precision is the front end's: passes follow the types of values, and a module takes the precision of its user.</summary>
public class PrecisionTests
{
    [Fact]
    public void APassThatAsksForThePrecisionFails()
    {
        var b = new GraphBuilder("g", ElementType.Float64);
        var x = b.Constant(1);
        Assert.Equal(ElementType.Float64, x.Type.Element);
        var pass = GraphBuilder.Continue(b.Build());
        Assert.Throws<InvalidOperationException>(() => pass.Constant(1));
        Assert.Throws<InvalidOperationException>(() => ControlFlow.Body(pass, "body").DimValue(2));
        Assert.Equal(ElementType.BFloat16, pass.Constant(1, pass.Convert(x, ElementType.BFloat16)).Type.Element);
        Assert.Equal(ElementType.Float64, pass.Build().Precision);
    }

    [Theory]
    [InlineData(ElementType.Float32, ElementType.Float64)]
    [InlineData(ElementType.Float16, ElementType.Float16)]
    [InlineData(ElementType.Int32, ElementType.Int32)]
    internal void AModuleTakesThePrecisionOfItsUserAndKeepsOtherTypes(ElementType there, ElementType here)
    {
        var module = new GraphBuilder("module", ElementType.Float32);
        var value = module.Convert(module.Input(new("x", new(ElementType.BFloat16, Shape.Scalar))), there);
        var user = new GraphBuilder("user", ElementType.Float64);
        var arguments = ArgumentMapper.Map(value.Arguments, ElementType.Float32, new Dictionary<string, Dim>(), user);
        Assert.Equal(here, Assert.IsType<ElementArguments>(arguments).Element);
    }
}
