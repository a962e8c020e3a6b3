using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Source;

namespace ModelGen.Generator.FrontEnd.Modules;

/// <summary>
/// What is wrong with a module for what one use gives it: told at the module's token, with the use, where the project has the module's
/// source in the same file, else at the use.
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
        if (isBeside || !fault.Location.IsInSource) return Diagnostic.Create(Descriptors.ModuleMisfit, use, module, message);
        var told = Diagnostic.Create(Descriptors.Told(fault.Descriptor), fault.Location, fault.AdditionalLocations,
            $"{message}; so it is for {module}{DescribeUse(use, fault.Location)}");
        return use is { IsInSource: true } ? new ForeignCall(use).Tell(told) : told;
    }

    private static string DescribeUse(Location? use, Location fault)
        => use is { IsInSource: true } && use.SourceTree == fault.SourceTree
            ? $", used at '{SyntaxText.Covered(use)}' in {SyntaxText.Place(use)}"
            : "";
}
