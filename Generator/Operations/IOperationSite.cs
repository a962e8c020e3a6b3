using ModelGen.Generator.IR;

namespace ModelGen.Generator.Operations;

/// <summary>
/// Where an operation stands, be it a call in C# or a node of a file: makes nodes of its arguments and tells what is wrong.
/// </summary>
internal interface IOperationSite
{
    /// <summary>A value as a node.</summary>
    /// <param name="value">The value.</param>
    /// <param name="parameter">The parameter that it is for; null for the target.</param>
    Node ToNode(SymbolicValue value, string? parameter);

    /// <summary>What is thrown where an argument is not the constant that a parameter takes.</summary>
    Exception NotConstant(string parameter, SymbolicValue value);

    /// <summary>What is thrown where an argument is no dimension.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="what">What it is given.</param>
    /// <param name="instead">What can stand there.</param>
    /// <param name="value">The value that is given, where another one would do.</param>
    Exception NotADimension(string parameter, string what, string instead, SymbolicValue? value = null);

    /// <summary>Warns where a lower bound is above the upper one.</summary>
    /// <param name="what">What has the bounds.</param>
    /// <param name="low">The lower bound.</param>
    /// <param name="high">The upper bound.</param>
    void NoteBounds(string what, double low, double high);

    /// <summary>Tells that the host waits for a value here.</summary>
    void NoteRead();
}
