using ModelGen.Generator.IR;

namespace ModelGen.Generator.Tests.IR;

public class OpTableTests
{
    [Fact]
    public void EveryPrimitiveHasARowAndIsFoundByItsName()
    {
        foreach (var kind in Enum.GetValues<OpKind>()) Assert.Equal(kind, OpTable.Find(kind.Row().Name));
    }
}
