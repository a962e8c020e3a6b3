using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;

namespace ModelGen.Generator.FrontEnd.Modules;

/// <summary>
/// What is wrong with a module for what one use gives it: told at the module's token, with the use, where the project has the module's
/// source, else at the use.
/// </summary>
internal static class ModuleFault
{
    /// <param name="fault">What its reading reports.</param>
    /// <param name="module">The module with its arguments.</param>
    /// <param name="use">Where it is used.</param>
    /// <param name="isBeside">Whether the module's source is that of another compilation.</param>
    public static Diagnostic Diagnose(Diagnostic fault, string module, Location? use, bool isBeside)
    {
        var message = fault.GetMessage(CultureInfo.InvariantCulture);
        return isBeside || !fault.Location.IsInSource
            ? Diagnostic.Create(Descriptors.ModuleMisfit, use, module, message)
            : Diagnostic.Create(Descriptors.Told(fault.Descriptor), fault.Location, $"{message}; so it is for {module}{DescribeUse(use)}");
    }

    private static string DescribeUse(Location? use)
    {
        if (use?.SourceTree is not { } tree) return "";
        var line = (use.GetLineSpan().StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture);
        var text = SyntaxText.Short(tree.GetRoot().FindNode(use.SourceSpan));
        return $", used at '{text}' in {Path.GetFileName(tree.FilePath)}, line {line}";
    }
}
