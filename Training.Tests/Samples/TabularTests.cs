using System.Text.Json;
using Tabular;

namespace ModelGen.Tests.Samples;

/// <summary>
/// The sample of tables does on rows that were held back what scikit-learn's nets do that learned from the same rows
/// (Training.Tests/References/make_tabular.py).
/// </summary>
public class TabularTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data");

    private static readonly string References = Path.Combine(AppContext.BaseDirectory, "References");

    [Theory]
    [InlineData("iris", "class")]
    [InlineData("wine", "class")]
    [InlineData("breast-cancer", "class")]
    [InlineData("diabetes", "progression")]
    public void ItIsCloseToScikitLearns(string table, string target)
    {
        var path = Path.Combine(Folder, table + ".csv");
        var expected = Read<Dictionary<string, double[]>>("tabular.json")[table];
        var actual = Enumerable.Range(1, expected.Length)
            .Select(seed => target == "class" ? Classification.Run(path, seed) : Regression.Run(path, target, seed)).ToList();
        Console.WriteLine($"{table}: {actual.Average():F4}, scikit-learn's {expected.Average():F4}");
        Assert.InRange(actual.Average(), expected.Average() - 0.02, 1);
    }

    /// <summary>What scikit-learn's numbers were made of.</summary>
    [Fact]
    public void TheRowsAreThoseOfTheReference() => Assert.Equal(Read<Dictionary<string, int[][]>>("splits.json"), Splits());

    /// <summary>Writes the rows of each part, by hand: MODELGEN_SPLITS says to which file.</summary>
    [Fact(Explicit = true)]
    public void WriteTheRows()
        => File.WriteAllText(Environment.GetEnvironmentVariable("MODELGEN_SPLITS")!, JsonSerializer.Serialize(Splits()) + "\n");

    private static Dictionary<string, int[][]> Splits()
        => ((string[])["iris", "wine", "breast-cancer"]).ToDictionary(table => table, table =>
        {
            var labels = Csv.Read(Path.Combine(Folder, table + ".csv")).Labels("class");
            var (known, test) = Rows(labels).Split(0.8, seed: 1, stratified: true);
            var (training, validation) = known.Split(0.85, seed: 2, stratified: true);
            return (int[][])[Numbers(training), Numbers(validation), Numbers(test)];
        }).Append(new("diabetes", Diabetes())).ToDictionary();

    private static int[][] Diabetes()
    {
        var (known, test) = Rows(new int[Csv.Read(Path.Combine(Folder, "diabetes.csv")).Rows]).Split(0.8, seed: 1);
        var (training, validation) = known.Split(0.85, seed: 2);
        return [Numbers(training), Numbers(validation), Numbers(test)];
    }

    private static DataSet<int, int> Rows(int[] labels) => DataSet.Of([.. Enumerable.Range(0, labels.Length)], labels, labels.Length);

    private static int[] Numbers(DataSet<int, int> set)
    {
        var numbers = new int[set.Count];
        for (var index = 0; index < set.Count; index++) set.Fill(index, numbers.AsSpan(index, 1), new int[1]);
        return numbers;
    }

    private static T Read<T>(string file) => JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(References, file)))!;
}
