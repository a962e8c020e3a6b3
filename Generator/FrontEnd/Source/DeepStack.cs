using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>
/// Roslyn creates operations recursively without checking the remaining stack: deeply nested code, such as a chain of thousands of calls,
/// is processed on a thread whose stack is sized for its depth.
/// </summary>
internal static class DeepStack
{
    /// <summary>Up to this depth the stack of any thread is sufficient.</summary>
    private const int Shallow = 200;

    private const int Deepest = 50_000;

    /// <summary>An upper bound of the stack used per level.</summary>
    private const int BytesOfLevel = 4096;

    /// <summary>The characters of files that no comparison needs a stack for, and of those that are too long for one.</summary>
    private const int ShortFile = 2000, LongFile = 500_000;

    /// <summary>More than a level takes where code is compared, each of which has two characters or more.</summary>
    private const int BytesOfCharacter = 512;

    /// <summary>Runs what takes stack for each level of the code.</summary>
    /// <exception cref="LanguageException">The code has more levels than any program needs.</exception>
    public static T Run<T>(SyntaxNode syntax, Func<T> run)
    {
        var depth = DepthOf(syntax);
        if (depth <= Shallow) return run();
        if (depth > Deepest)
            throw new LanguageException(Descriptors.UnknownSyntax, syntax.GetFirstToken().GetLocation(), "code that is nested so deep",
                "take parts of it out into variables, methods or modules");
        return OnStack((2 * Shallow * BytesOfLevel) + (depth * BytesOfLevel), run);
    }

    /// <summary>
    /// Runs a comparison of files, which takes less for each level; a file in which more levels might be than any program needs is another
    /// one.
    /// </summary>
    public static bool Compare(SyntaxTree tree, Func<bool> run)
    {
        if (tree.Length <= ShortFile) return run();
        return tree.Length <= LongFile && OnStack((1 << 20) + (tree.Length * BytesOfCharacter), run);
    }

    private static T OnStack<T>(int bytes, Func<T> run)
    {
        T result = default!;
        Exception? fault = null;
        var thread = new Thread(Guarded, bytes);
        thread.Start();
        thread.Join();
        return fault is null ? result : throw fault;

        void Guarded()
        {
            try
            {
                result = run();
            }
            catch (Exception exception)
            {
                fault = exception;
            }
        }
    }

    private static int DepthOf(SyntaxNode syntax)
    {
        var deepest = 0;
        var open = new Stack<(SyntaxNode Node, int Depth)>([(syntax, 1)]);
        while (open.Count > 0)
        {
            var (node, depth) = open.Pop();
            deepest = Math.Max(deepest, depth);
            foreach (var child in node.ChildNodes()) open.Push((child, depth + 1));
        }

        return deepest;
    }
}
