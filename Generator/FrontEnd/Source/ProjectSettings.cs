using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>What a project's settings ask of emitted code.</summary>
/// <param name="ChecksOverflow">Whether arithmetic throws where it overflows, unless the code says otherwise.</param>
/// <param name="IsOlder">Whether its language is C# 12.</param>
/// <param name="IsDebug">Whether it is compiled without optimization, for the debugger.</param>
internal readonly record struct ProjectSettings(bool ChecksOverflow, bool IsOlder, bool IsDebug)
{
    public static ProjectSettings FromCompilation(CSharpCompilation compilation)
        => new(compilation.Options.CheckOverflow, compilation.LanguageVersion <= LanguageVersion.CSharp12,
            compilation.Options.OptimizationLevel == OptimizationLevel.Debug);

    /// <summary>Why no model compiles in a project; null where models do.</summary>
    public static DiagnosticDescriptor? Fault(Compilation compilation)
    {
        if (compilation is not CSharpCompilation project) return null;
        if (!project.Options.AllowUnsafe) return Descriptors.NoUnsafeCode;
        return project.LanguageVersion < LanguageVersion.CSharp12 ? Descriptors.OldLanguage : null;
    }

    /// <summary>A file as it compiles in the project.</summary>
    public string Adapt(string text)
    {
        List<CSharpSyntaxRewriter> changes = [];
        if (IsOlder && text.Contains(CSharp12Rewriter.Priority)) changes.Add(new CSharp12Rewriter());
        if (ChecksOverflow) changes.Add(new UncheckedRewriter());
        if (changes.Count == 0) return text;
        var root = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest)).GetRoot();
        return changes.Aggregate(root, (changed, change) => change.Visit(changed)).ToFullString();
    }
}
