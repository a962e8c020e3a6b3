using ModelGen.Generator.IR;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>Random elementwise expressions, of numbers of the call and of own functions too. None makes values much larger.</summary>
internal static class ProgramElementwise
{
    private static readonly (string CSharp, string PyTorch)[] Unary =
    [
        ("{0}.Tanh()", "torch.tanh({0})"), ("{0}.Sigmoid()", "torch.sigmoid({0})"), ("{0}.Sin()", "torch.sin({0})"),
        ("{0}.Cos()", "torch.cos({0})"),
        ("{0}.Relu()", "F.relu({0})"), ("{0}.Abs()", "torch.abs({0})"), ("{0}.Square() * 0.3", "torch.square({0}) * 0.3"), ("-{0}", "-{0}"),
        ("{0}.Clamp(-2, 2).Exp()", "torch.exp(torch.clamp({0}, -2, 2))"), ("{0}.Softplus()", "F.softplus({0})"),
        ("{0}.Gelu()", "F.gelu({0})"),
        ("{0}.Silu()", "F.silu({0})"), ("{0}.LeakyRelu(0.1)", "F.leaky_relu({0}, 0.1)"), ("{0}.Elu()", "F.elu({0})"),
        ("{0}.Mish()", "F.mish({0})"),
        ("({0} * {0} + 0.5).Sqrt()", "torch.sqrt({0} * {0} + 0.5)"), ("({0}.Abs() + 0.5).Log()", "torch.log(torch.abs({0}) + 0.5)"),
        ("{0}.Square().Log1p()", "torch.log1p(torch.square({0}))"), ("{0}.Erf()", "torch.erf({0})"),
        ("{0}.Clamp(-0.7, 0.9)", "torch.clamp({0}, -0.7, 0.9)"),
        ("{0}.Pow(2) / 4", "torch.pow({0}, 2) / 4"), ("{0} * {0} * {0} / ({0} * {0} + 1)", "{0} * {0} * {0} / ({0} * {0} + 1)"),
        ("{0}.Detach() * 0.5 + {0}", "{0}.detach() * 0.5 + {0}"),
        ("Tensor.Where({0} > 0.3, {0}, {0} * 0.2)", "torch.where({0} > 0.3, {0}, {0} * 0.2)"),
        ("({0} <= 0.4).ToTensor() * {0}", "({0} <= 0.4).to({0}.dtype) * {0}"),
        ("Tensor.Where(({0} > 0.1) & !({0} >= 1), {0}.Sin(), 1)",
            "torch.where(({0} > 0.1) & ~({0} >= 1), torch.sin({0}), torch.ones_like({0}))"),
        ("{0}.Map(v => v > 1 ? v * v / 2 : v)", "torch.where({0} > 1, {0} * {0} / 2, {0})"), ("{0}.Map(Steps)", "steps({0})"),
        ("Halved({0}).Low * Halved({0}).High", "halved({0})[0] * halved({0})[1]"),
        ("{0} * 0", "{0} * 0"), ("{0} + 1", "{0} + 1"), ("1 - {0}", "1 - {0}"), ("{0} * 2", "{0} * 2"),
        ("{0} - {0} * 0.25", "{0} - {0} * 0.25"), ("0.5 / (1 + {0}.Abs())", "0.5 / (1 + torch.abs({0}))"),
        ("{0} * (K * 0.1 + 1)", "{0} * (K * 0.1 + 1)"), ("{0} * (K / 2) * 0.4", "{0} * int(K / 2) * 0.4"),
        ("{0} + K % 3 * 0.2", "{0} + math.fmod(K, 3) * 0.2"), ("{0} * ((M ? K : 5) / 3)", "{0} * int((K if M else 5) / 3)"),
    ];

    private static readonly (string CSharp, string PyTorch)[] Binary =
    [
        ("{0} + {1}", "{0} + {1}"), ("{0} - {1}", "{0} - {1}"), ("{0} * {1}", "{0} * {1}"), ("{0} * {1}", "{0} * {1}"),
        ("{0} / ({1} * {1} + 0.5)", "{0} / ({1} * {1} + 0.5)"),
        ("{0}.Maximum({1})", "torch.maximum({0}, {1})"), ("{0}.Minimum({1})", "torch.minimum({0}, {1})"),
        ("({0} - {1}) * ({0} - {1})", "({0} - {1}) * ({0} - {1})"),
        ("Tensor.Where({0} > 0.2, {0}, {1})", "torch.where({0} > 0.2, {0}, {1})"),
        ("Tensor.Where({0} <= 0.1, {1}, {0} * {1})", "torch.where({0} <= 0.1, {1}, {0} * {1})"),
        ("Tensor.Map(Bend, {0}, {1})", "bend({0}, {1})"), ("Mixed({0}, {1})", "mixed({0}, {1}, 2)"),
        ("Mixed({1}, {0}, by: 0.5)", "mixed({1}, {0}, 0.5)"),
        ("(K > 1 ? {0} * {1} : ({0} + {1}).Sin())", "({0} * {1} if K > 1 else torch.sin({0} + {1}))"),
        ("(M ? {0} + {1} : {0} - {1}) * 0.5", "({0} + {1} if M else {0} - {1}) * 0.5"),
        ("{0} * {1} + {0} * 0.5", "{0} * {1} + {0} * 0.5"), ("({0} * 0.3 + {1} * 0.7).Tanh()", "torch.tanh({0} * 0.3 + {1} * 0.7)"),
    ];

    public static void Add(ProgramScope s)
    {
        var x = s.Any();
        if (s.Indices.Count > 0 && s.Chance(0.2)) Indexed(s, x);
        else if (s.Chance(0.1)) Sized(s, x);
        else if (s.Chance(0.45) && s.Pick(Unary) is var one) s.Assign(x.Shape, one.CSharp, one.PyTorch, x);
        else if (s.Partner(x) is var y && s.Pick(Binary) is var two)
            s.Assign(ProgramScope.Joined(x.Shape, y.Shape)!.Value, two.CSharp, two.PyTorch, x, y);
    }

    /// <summary>A loop's index as a number.</summary>
    private static void Indexed(ProgramScope s, Variable x)
    {
        var index = s.Pick(s.Indices).Name;
        s.Assign(x.Shape, $"{{0}} * ({index} * 0.1 + 0.5)", $"{{0}} * ({index} * 0.1 + 0.5)", x);
    }

    /// <summary>A size as a number.</summary>
    private static void Sized(ProgramScope s, Variable x)
    {
        if (x.Shape.Rank == 0) return;
        var axis = GraphText.Number(s.Below(x.Shape.Rank));
        s.Assign(x.Shape, $"{{0}} * {{0}}.Size({axis}) / 4", $"{{0}} * {{0}}.size({axis}) / 4", x);
    }
}
