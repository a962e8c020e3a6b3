namespace ModelGen.Runtime;

/// <summary>A way to compute a product, as items of work for several threads.</summary>
internal interface IGemmJob
{
    /// <summary>Whether the operands lie so that it can be computed so, and that this pays.</summary>
    bool IsPossible { get; }

    /// <summary>How many items of work there are.</summary>
    int Items { get; }

    /// <summary>Computes a part of the product and hands it to the epilogue.</summary>
    /// <param name="item">The number of the item, from 0.</param>
    void Run(int item);
}
