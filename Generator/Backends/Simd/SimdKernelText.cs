using System.Globalization;
using ModelGen.Generator.Emit;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Backends.Simd;

/// <summary>The names and types that a kernel has in C#.</summary>
internal sealed class SimdKernelText(Kernel kernel)
{
    public Kernel Kernel => kernel;

    public bool IsDouble => kernel.Float == ElementType.Float64;

    public string Float => IsDouble ? "double" : "float";

    /// <summary>The type of an integer's lane.</summary>
    public string Int => IsDouble ? "long" : "int";

    public string FloatLanes => $"Vector<{Float}>";

    public string IntLanes => $"Vector<{Int}>";

    public string Argument(int number) => Identifiers.Variable(kernel.Arguments[number].Name);

    /// <summary>Whether an argument holds ints that take lanes as wide as doubles.</summary>
    public bool IsWide(int argument) => IsDouble && kernel.Arguments[argument].Type == ElementType.Int32;

    public static string Scalar(int number) => "s" + GraphText.Number(number);

    public static string Register(int number) => "register" + GraphText.Number(number);

    public string Lanes(ElementType type) => type.IsFloat() ? FloatLanes : IntLanes;

    public string Literal(double value, ElementType type) => type.IsFloat() ? FloatLiteral(value) : ((long)value).ToString(CultureInfo.InvariantCulture) + (IsDouble ? "L" : "");

    /// <summary>Name and type of everything that a launch is given, in order.</summary>
    public IEnumerable<(string Type, string Name)> Parameters()
        => kernel.Arguments.Select((argument, number) => (ElementName(argument.Type) + "*", Argument(number)))
            .Concat(Enumerable.Range(0, kernel.Scalars).Select(number => (Float, Scalar(number))))
            .Concat(kernel.Symbols.Select(symbol => ("long", Identifiers.Symbol(symbol))));

    private static string ElementName(ElementType type) => type switch
    {
        ElementType.Float32 => "float",
        ElementType.Float64 => "double",
        _ => "int",
    };

    private string FloatLiteral(double value) => IsDouble ? Literals.Double(value) : Literals.Single(value);
}
