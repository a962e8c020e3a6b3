using System.Globalization;
using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Targets.Writers;

/// <summary>The names and types that a kernel has in C#, whichever backend writes it.</summary>
internal abstract class KernelText(Kernel kernel)
{
    public Kernel Kernel => kernel;

    /// <summary>Name and type of everything that a launch is given, in order.</summary>
    public IEnumerable<(string Type, string Name)> Parameters()
        => kernel.Arguments.Select((argument, number) => (Tensor(argument.Type.Keyword()), Argument(number)))
            .Concat(kernel.Scalars.Select((scalar, number) => (scalar.Type.Keyword(), Scalar(number))))
            .Concat(kernel.Symbols.Select(symbol => ("long", Identifiers.Symbol(symbol))));

    public string Argument(int number) => Identifiers.Variable(kernel.Arguments[number].Name);

    public static string Scalar(int number) => "s" + GraphText.Number(number);

    public static string Register(int number) => "register" + GraphText.Number(number);

    public virtual string Literal(double value, ElementType type)
        => !type.IsFloat()
            ? ((long)value).ToString(CultureInfo.InvariantCulture)
            : type == ElementType.Float64 ? Literals.Double(value) : Literals.Single(value);

    /// <summary>The C# type of a tensor of such elements.</summary>
    protected abstract string Tensor(string element);
}
