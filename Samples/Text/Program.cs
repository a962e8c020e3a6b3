using Words;

// A table of how often each character occurs takes 4.5 bits a character.
const double most = 2.6;
var bits = MobyDick.Run(Path.Combine(AppContext.BaseDirectory, "Data"));
if (bits <= most) return 0;
Console.Error.WriteLine($"{bits:F3} bits a character are more than {most}.");
return 1;
