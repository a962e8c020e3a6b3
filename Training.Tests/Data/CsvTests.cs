using ModelGen.Tests.Files;

namespace ModelGen.Tests.Data;

/// <summary>Tables of CSV files, and what is said of those that are wrong.</summary>
public sealed class CsvTests : IDisposable
{
    private const string Flowers = "length,width,kind\n5.1,3.5,setosa\n7,3.2e0,versicolor\n 6.3 ,-3,\"setosa\"\n";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void ATableIsADataSet()
    {
        var table = Read(Flowers);
        Assert.Equal(["length", "width", "kind"], table.Columns);
        Assert.Equal(3, table.Rows);
        Assert.Equal(["setosa", "versicolor"], table.ClassNames("kind"));
        var set = table.Classification("kind");
        Assert.Equal([5.1f, 3.5f, 7, 3.2f, 6.3f, -3], Reading.Inputs(set));
        Assert.Equal([0, 1, 0], Reading.Targets(set));
        var regression = table.Regression("width", inputs: ["length"]);
        Assert.Equal([5.1f, 7, 6.3f], Reading.Inputs(regression));
        Assert.Equal([3.5f, 3.2f, -3], Reading.Targets(regression));
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void OtherSeparatorsAreSeen(char separator)
        => Assert.Equal([5.1, 7, 6.3], Read(Flowers.Replace(',', separator)).Numbers("length"));

    [Fact]
    public void ByteOrderMarksAndOtherLineEndsAreNoCells()
    {
        var table = Read("\ufeff" + Flowers.Replace("\n", "\r\n", StringComparison.Ordinal).TrimEnd());
        Assert.Equal(["length", "width", "kind"], table.Columns);
        Assert.Equal(["setosa", "versicolor", "setosa"], table.Texts("kind"));
    }

    [Fact]
    public void QuotedCellsMayHoldAnything()
    {
        var table = Read("name,n\n\"a, \"\"b\"\"\",1\n\"two\nlines\",2\nplain,x\n");
        Assert.Equal(["a, \"b\"", "two\nlines", "plain"], table.Texts("name"));

        // The cell of the second row has a line break, so the third row is in line 5.
        var fault = Assert.Throws<InvalidDataException>(() => table.Numbers("n"));
        Assert.Contains("line 5, column 'n': 'x'; expected a finite number such as 1.5.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WholeNumbersAreClassesInTheirOrder()
    {
        var table = Read("x,class\n1,10\n1,9\n1,-1\n1,10\n");
        Assert.Equal(["-1", "9", "10"], table.ClassNames("class"));
        Assert.Equal([2, 1, 0, 2], table.Labels("class"));
        Assert.Equal([1, 2, 0, 1], table.Labels("class", ["-1", "10", "9"]));
    }

    [Fact]
    public void AWrongCellIsToldWithItsPlace()
    {
        var table = Read("x,kind\n1,a\n5.1x,b\n,c\n1e999,\n");
        Throws("line 3, column 'x': '5.1x'; expected a finite number such as 1.5.", () => table.Numbers("x"));
        Throws("line 3, column 'x': '5.1x'; expected", () => table.Regression("x", ["x"]));
        Throws("line 5, column 'kind': the cell is empty; expected the name of a class.", () => table.ClassNames("kind"));
        Throws("line 4, column 'kind': 'c'; expected one of the classes a, b.", () => table.Labels("kind", ["a", "b"]));
        Throws("line 3, column 'x': the cell is empty; expected", () => Read("x,y\n1,1\n,2\n").Numbers("x"));
        Throws("line 2, column 'x': '1e999'; expected", () => Read("x,y\n1e999,1\n").Numbers("x"));
        Assert.Equal([1, -9], Read("x,y\n1,1\n,2\n").Numbers("x", missing: -9));

        void Throws(string message, Action action)
        {
            var fault = Assert.Throws<InvalidDataException>(action);
            Assert.StartsWith(_folder["table.csv"], fault.Message);
            Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ALongCellIsCutInAMessage()
    {
        var table = Read($"x,y\n\u001b[2J{new string('z', 100_000)},1\n");
        var fault = Assert.Throws<InvalidDataException>(() => table.Numbers("x"));
        Assert.InRange(fault.Message.Length, 100, 1000);
        Assert.DoesNotContain("\u001b", fault.Message, StringComparison.Ordinal);
        Assert.InRange(Assert.Throws<InvalidDataException>(() => Read($"x,y\n{new string('z', 100_000)}\n")).Message.Length, 100, 1000);
    }

    [Fact]
    public void AColumnThatIsNotThereIsTold()
    {
        var fault = Assert.Throws<ArgumentException>(() => Read(Flowers).Classification("species"));
        Assert.Contains("has no column 'species' of numbers or texts; it has length, width, "
            + "kind.", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Read(Flowers).Regression("width", ["height"]));
        Assert.Throws<ArgumentException>(() => Read("x\n1\n").Regression("x"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b\n1\n")]
    [InlineData("a,b\n1,2\n1,2,3\n")]
    [InlineData("a,a\n1,2\n")]
    public void AFileThatIsNoTableIsTold(string text)
        => Assert.StartsWith(_folder["table.csv"], Assert.Throws<InvalidDataException>(() => Read(text)).Message);

    [Fact]
    public void NoRowsAreNoSamples()
    {
        var fault = Assert.Throws<InvalidDataException>(() => Read("a,b\n").Regression("a"));
        Assert.EndsWith("has no rows below its names of columns, so there are no samples.", fault.Message);
        Assert.Throws<FileNotFoundException>(() => Csv.Read(_folder["absent.csv"]));
    }

    public void Dispose() => _folder.Dispose();

    private DataTable Read(string text) => Csv.Read(_folder.Write("table.csv", text));
}
