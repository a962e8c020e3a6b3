namespace ModelGen;

/// <summary>What stands around the lines of a plot.</summary>
public sealed record PlotOptions
{
    /// <summary>What stands above; null for nothing.</summary>
    public string? Title { get; init; }

    /// <summary>What stands below the horizontal axis; null for nothing.</summary>
    public string? XLabel { get; init; }

    /// <summary>What stands beside the vertical axis; null for nothing.</summary>
    public string? YLabel { get; init; }

    /// <summary>What stands beside the axis on the right, of lines that are on it; null for nothing.</summary>
    public string? RightLabel { get; init; }

    /// <summary>Whether the horizontal axis is logarithmic; points at 0 and below are left out.</summary>
    public bool IsLogarithmicX { get; init; }

    /// <summary>Whether the vertical axis is logarithmic; points at 0 and below are left out.</summary>
    public bool IsLogarithmicY { get; init; }

    /// <summary>The picture's width, in pixels.</summary>
    public int Width { get; init; } = 800;

    /// <summary>The picture's height, in pixels.</summary>
    public int Height { get; init; } = 500;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1, nameof(Width));
        ArgumentOutOfRangeException.ThrowIfLessThan(Height, 1, nameof(Height));
    }
}
