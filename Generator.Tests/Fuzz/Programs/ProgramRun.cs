namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>Checks the programs of a range of seeds, even ones in double, odd ones in float; shows the smallest that is wrong.</summary>
internal static class ProgramRun
{
    /// <summary>Fails with the first fault, shrunk, and the first lines of the others.</summary>
    public static void Check(int from, int count)
    {
        var faults = Faults(from, count, isWhole: false);
        if (faults.Count == 0) return;
        Assert.Fail(Shrunk(faults[0]) + string.Concat(faults.Skip(1).Select(item => $"\nseed {item.Program.Seed}: {First(item.Fault)}")));
    }

    /// <summary>Every fault of a range, shrunk.</summary>
    public static IEnumerable<string> All(int from, int count) => Faults(from, count, isWhole: true).Select(Shrunk);

    private static List<(RandomProgram Program, bool IsDouble, string Fault)> Faults(int from, int count, bool isWhole)
    {
        var programs = Enumerable.Range(from, count).Select(seed => (Program: RandomProgram.Make(seed), IsDouble: seed % 2 == 0)).ToList();
        var models = new ProgramModels(programs, isWhole);
        return [.. programs.Select(item => (item.Program, item.IsDouble, ProgramFaults.Of(models, item.Program, item.IsDouble)!))
            .Where(item => item.Item3 is not null)];
    }

    private static string Shrunk((RandomProgram Program, bool IsDouble, string Fault) item)
    {
        var small = ProgramShrinker.Run(item.Program, candidate => Kind(Fault(candidate, item.IsDouble)) == Kind(item.Fault));
        return $"seed {item.Program.Seed}: {Fault(small, item.IsDouble)}\n{CSharpProgram.Write(small, small.Name, item.IsDouble)}";
    }

    private static string? Fault(RandomProgram program, bool isDouble)
    {
        try
        {
            return ProgramFaults.Of(new([(program, isDouble)]), program, isDouble);
        }
        catch (Xunit.Sdk.XunitException exception)
        {
            return "C# refuses it: " + exception.Message;
        }
    }

    private static string First(string fault) => fault.Length > 300 ? fault[..300] : fault;

    /// <summary>What a fault is apart from where it is: its first word and the diagnostic's or exception's.</summary>
    private static string? Kind(string? fault) => fault is null ? null
        : string.Concat(fault.TakeWhile(letter => letter is not ('\n' or '[' or ',') && !char.IsDigit(letter)));
}
