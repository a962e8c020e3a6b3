using System.Security.Cryptography;
using System.Text;
using ModelGen.Generator.IR;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Emit;

/// <summary>
/// A hash of what a model computes, by which a checkpoint of another graph is told. Optimizers are not in it: what they keep tells them.
/// </summary>
internal static class GraphHash
{
    private const int Bytes = 8;

    /// <summary>The first bytes of the SHA-256 of the texts of Forward with Loss and of the programs, in hexadecimal digits.</summary>
    public static string Of(ModelSpec spec)
    {
        var text = string.Concat(spec.Methods.Select(method => $"{method.Name}\n{GraphPrinter.Print(method.Graph)}\n"));
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes(text));
        return string.Concat(hash.Take(Bytes).Select(part => part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
