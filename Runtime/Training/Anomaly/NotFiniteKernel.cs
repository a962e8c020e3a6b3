using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>The first kernel of a step that left a number of some kind.</summary>
/// <param name="Launch">Its place among the step's launches: 1 is the first.</param>
/// <param name="Kernel">Its name.</param>
/// <param name="Operations">What is fused in it.</param>
/// <param name="Source">The file, line and text of each expression that it is for; empty where there is none.</param>
/// <param name="Tensor">The parameter, buffer or state that got the number; null where it lies between kernels.</param>
internal sealed record NotFiniteKernel(int Launch, string Kernel, string Operations, string Source, string? Tensor)
{
    /// <summary>
    /// Such as <c>launch 2 of the step, kernel OutputExp (mat_mul add exp) of _output, at Net.cs:12  _output.Forward(x).Exp()</c>.
    /// </summary>
    /// <param name="layout">The model.</param>
    public string Describe(ModelLayout layout)
    {
        var layer = Layer(layout) is { } name ? $" of {name}" : "";
        var tensor = Tensor is null ? "" : $", which writes {Tensor}";
        var place = Source.Length == 0 ? "" : $", at {Source}";
        return string.Create(CultureInfo.InvariantCulture,
            $"launch {Launch} of the step, kernel {Kernel} ({Operations}){layer}{place}{tensor}");
    }

    /// <summary>The module whose parameter the kernel reads: its name begins the kernel's, or its call an expression.</summary>
    private string? Layer(ModelLayout layout)
    {
        var modules = layout.Parameters.Select(parameter => parameter.Name).Select(Module).Distinct().ToList();
        return modules.Where(module => Kernel.StartsWith(Pascal(module), StringComparison.Ordinal)).MaxBy(module => Pascal(module).Length)
            ?? modules.Find(module => Source.Contains($"  {module}.Forward(", StringComparison.Ordinal));
    }

    private static string Module(string parameter) => parameter.LastIndexOf('.') is > 0 and var dot ? parameter[..dot] : parameter;

    /// <summary>A name as kernels have it: <c>_hidden.weight</c> as <c>HiddenWeight</c>.</summary>
    private static string Pascal(string name)
        => string.Concat(name.Split([.. name.Where(letter => !char.IsLetterOrDigit(letter)).Distinct()],
            StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
