namespace ModelGen.Generator.Specs;

/// <summary>How the overloads of Fit are named where a model says that it lacks one, and in messages.</summary>
internal static class FitOverloads
{
    /// <summary>All of them.</summary>
    public const string Any = "Fit";

    /// <summary>The one over a loader.</summary>
    public const string OverLoader = Any + "(DataLoader)";
}
