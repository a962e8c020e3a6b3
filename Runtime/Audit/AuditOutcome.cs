namespace ModelGen;

/// <summary>What a check of an audit came to.</summary>
public enum AuditOutcome
{
    /// <summary>All is well.</summary>
    Passed,

    /// <summary>It may be meant so, and deserves a look.</summary>
    Warning,

    /// <summary>Something is wrong.</summary>
    Failed,
}
