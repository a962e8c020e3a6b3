using System.Globalization;
using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Targets.Writers;

/// <summary>The names and types that a kernel has in C#, whichever backend writes it.</summary>
internal abstract class KernelText(Kernel kernel)
{
    public Kernel Kernel => kernel;

    public bool IsDouble => kernel.Float == ElementType.Float64;

    public string Float => kernel.Float.Keyword();

    /// <summary>Name and type of everything that a launch is given, in order.</summary>
    public IEnumerable<(string Type, string Name)> Parameters()
        => kernel.Arguments.Select((argument, number) => (Tensor(argument.Type.Keyword()), Argument(number)))
            .Concat(Enumerable.Range(0, kernel.Scalars).Select(number => (Float, Scalar(number))))
            .Concat(kernel.Symbols.Select(symbol => ("long", Identifiers.Symbol(symbol))));

    public string Argument(int number) => Identifiers.Variable(kernel.Arguments[number].Name);

    public static string Scalar(int number) => "s" + GraphText.Number(number);

    public static string Register(int number) => "register" + GraphText.Number(number);

    public virtual string Literal(double value, ElementType type)
        => !type.IsFloat()
            ? ((long)value).ToString(CultureInfo.InvariantCulture)
            : IsDouble ? Literals.Double(value) : Literals.Single(value);

    /// <summary>The C# type of a tensor of such elements.</summary>
    protected abstract string Tensor(string element);
}
