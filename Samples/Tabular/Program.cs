using Tabular;

// Each table of Samples/Data/tables: what is learned of it, and the least that is expected on rows that were held back.
var data = Path.Combine(AppContext.BaseDirectory, "Data");
(string Table, Func<string, double> Run, double Least)[] programs =
[
    ("iris", path => Classification.Run(path), 0.9),
    ("wine", path => Classification.Run(path), 0.9),
    ("breast-cancer", path => Classification.Run(path), 0.93),
    ("diabetes", path => Regression.Run(path, "progression"), 0.3),
];
var chosen = programs.Where(program => args.Length == 0 || args.Contains(program.Table)).ToList();
if (chosen.Count < Math.Max(args.Length, 1))
{
    var tables = string.Join(", ", programs.Select(program => program.Table));
    Console.Error.WriteLine($"The tables are {tables}; got {string.Join(", ", args)}.");
    return 2;
}

var failed = false;
foreach (var (table, run, least) in chosen)
{
    Console.WriteLine($"{table}:");
    if (run(Path.Combine(data, table + ".csv")) >= least) continue;
    Console.Error.WriteLine($"{table} is below {least}.");
    failed = true;
}

return failed ? 1 : 0;
