using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>What a project's settings ask of emitted code.</summary>
/// <param name="ChecksOverflow">Whether arithmetic throws where it overflows, unless the code says otherwise.</param>
/// <param name="IsOlder">Whether its language is C# 12.</param>
/// <param name="IsDebug">
/// Whether emitted code is for the debugger: the project is compiled without optimization, and keeps no emitted files, whose text would
/// depend on where the project lies.
/// </param>
internal readonly record struct ProjectSettings(bool ChecksOverflow, bool IsOlder, bool IsDebug)
{
    /// <param name="compilation">The project's.</param>
    /// <param name="keepsFiles">Whether emitted files are kept for readers.</param>
    public static ProjectSettings FromCompilation(CSharpCompilation compilation, bool keepsFiles)
        => new(compilation.Options.CheckOverflow, compilation.LanguageVersion <= LanguageVersion.CSharp12,
            compilation.Options.OptimizationLevel == OptimizationLevel.Debug && !keepsFiles);

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
