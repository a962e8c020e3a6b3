using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;

namespace ModelGen.Generator.FrontEnd.Context;

/// <summary>
/// A call of what stands in another file. An editor asks for the diagnostics of one file at a time, so what is wrong there is told at the
/// call, with the place as an additional location.
/// </summary>
/// <param name="location">The call.</param>
internal sealed class ForeignCall(Location location)
{
    /// <summary>A diagnostic of the other file, told at the call; another one stays as it is.</summary>
    public Diagnostic Tell(Diagnostic diagnostic)
    {
        if (!diagnostic.Location.IsInSource || diagnostic.Location.SourceTree == location.SourceTree) return diagnostic;
        var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        return Diagnostic.Create(Descriptors.Told(diagnostic.Descriptor), location, [diagnostic.Location],
            $"{message}; that is at '{SyntaxText.Covered(diagnostic.Location)}' in {SyntaxText.Place(diagnostic.Location)}");
    }
}
