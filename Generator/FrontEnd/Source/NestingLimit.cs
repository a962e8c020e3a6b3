using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>
/// A bound on how deep code may be nested: what the stack of the compiler's thread holds. Chains of calls, operators and statements are
/// read one after the other and do not count.
/// </summary>
internal static class NestingLimit
{
    /// <summary>Asked on each level.</summary>
    /// <exception cref="LanguageException">There is no room for many more levels.</exception>
    public static void Check(SyntaxNode syntax)
    {
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }
        catch (InsufficientExecutionStackException)
        {
            throw new LanguageException(Descriptors.UnknownSyntax, syntax.GetFirstToken().GetLocation(), "code that is nested so deep",
                "take parts of it out into variables, methods or modules");
        }
    }
}
