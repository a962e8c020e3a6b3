namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Modules are made where fields are set, and nowhere else.</summary>
public class ModuleCreationTests
{
    [Theory]
    [InlineData("=> «new» Linear(3, 3).Forward(x);")]
    [InlineData("{ x = «new» Linear(3, 3).Forward(x).Relu(); return new Linear(3, 3).Forward(x); }")]
    [InlineData("{ Linear f = «new»(3, 3); return f.Forward(x); }")]
    [InlineData("{ for (var i = 0; i < 3; i++) x = «new» Linear(3, 3).Forward(x); return x; }")]
    [InlineData("{ for (var t = 0; t < x.Size(0); t++) x = x + «new» Linear(3, 3).Forward(x); return x; }")]
    [InlineData("=> x.Size(0) > 1 ? x : «new» Linear(3, 3).Forward(x);")]
    [InlineData("{ if (false) return «new» Linear(3, 3).Forward(x); return x; }")]
    [InlineData("=> «new» Sequential(new Linear(3, 3), new Relu()).Forward(x);")]
    [InlineData("{ IModule[] f = [«new» Linear(3, 3), new Relu()]; return f[0].Forward(x); }")]
    [InlineData("{ var f = new Linear[] { «new»(3, 3) }; return f[0].Forward(x); }")]
    [InlineData("{ var f = new Linear[1]; f[0] = «new»(3, 3); return f[0].Forward(x); }")]
    [InlineData("{ foreach (var f in System.Linq.Enumerable.Select(System.Linq.Enumerable.Range(0, 2), i => «new» Linear(3, 3))) x = "
        + "f.Forward(x); return x; }")]
    [InlineData("{ Func<Tensor, Tensor> f = y => «new» Linear(3, 3).Forward(y); return f(x); }")]
    [InlineData("=> Own(x); Tensor Own(Tensor y) => «new» Linear(3, 3).Forward(y);")]
    [InlineData("=> Own().Forward(x); static Linear Own() => «new»(3, 3);")]
    [InlineData("{ return Own(x); Tensor Own(Tensor y) => «new» Linear(3, 3).Forward(y); }")]
    [InlineData("=> x; public Tensor Loss(Tensor y) => «new» Linear(3, 3).Forward(y).Mean();")]
    public void InForwardIsAnErrorAtNew(string forward)
        => OneError($"[Model] public partial class M {{ public Tensor Forward([Shape(\"N\", 3)] Tensor x) {forward} }}");

    [Theory]
    [InlineData("[Module] public partial class B { public Tensor Forward([Shape(\"...\", 3)] Tensor x) => «new» Linear(3, "
        + "3).Forward(x); }",
        "")]
    [InlineData("[Module] public partial class B(double rate) { public Tensor Forward([Shape(\"...\", 3)] Tensor x) => «new» Linear(3, "
        + "3).Forward(x) * rate; }", "0.5")]
    [InlineData("[Module] public partial class B { public Tensor Forward([AnyShape] Tensor x) => «new» Linear(3, 3).Forward(x); }", "")]
    [InlineData("[Module] public partial class B(IModule inner) { public Tensor Forward([AnyShape] Tensor x) => inner.Forward(«new» "
        + "Linear(3, 3).Forward(x)); }", "new Relu()")]
    public void InTheForwardOfAModuleIsOneErrorThere(string module, string arguments)
        => OneError($"{module} [Model] public partial class M {{ B b = new({arguments}); public Tensor Forward([Shape(\"N\", 3)] Tensor "
            + $"x) => b.Forward(x); }}");

    [Fact]
    public void FieldsAreMadeByMethodsToo()
    {
        var compilation = SourceProgram.Compile("""
            [Model] public partial class M
            {
                private readonly Linear[] _first = Made(2);
                private readonly Linear _second = One();
                public Tensor Forward([Shape("N", 3)] Tensor x) => _second.Forward(_first[1].Forward(_first[0].Forward(x)));
                private static Linear[] Made(int count) => [new(3, 3), One()];
                private static Linear One() => new(3, 3);
            }
            """);
        var (spec, reported) = SourceProgram.Parse(compilation, "M");
        Assert.Empty(reported);
        Assert.Equal(6, spec!.Graph.Parameters.Count);
    }

    private static void OneError(string marked)
    {
        var (start, text) = (marked.IndexOf('«'), marked.Replace("«", "").Replace("»", ""));
        var diagnostic = Assert.Single(SourceProgram.Analyze(SourceProgram.Compile(text)));
        Assert.Equal(("MG0305", start, 3), (diagnostic.Id, diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }
}
