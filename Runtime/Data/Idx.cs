using System.Numerics.Tensors;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// Reads IDX files, the format of MNIST and its kin, compressed by gzip or not: two zeros, the type of the elements, the number of axes, a
/// length for each, the elements, all of it with the highest byte first (yann.lecun.com/exdb/mnist).
/// </summary>
public static class Idx
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <typeparam name="T">byte, sbyte, short, int, float or double: that of the file.</typeparam>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is something else, has other elements, or is not as long as it says.</exception>
    /// <exception cref="NotSupportedException">An IDX file has no such elements.</exception>
    public static IdxArray<T> Read<T>(string path)
        where T : unmanaged
        => IdxReader.Read<T>(path);

    /// <summary>Images and their labels, as files of bytes: a pixel is its byte divided by 255.</summary>
    /// <param name="imagesPath">A file of 3 axes or more, such as [60000, 28, 28].</param>
    /// <param name="labelsPath">A file of one axis, with a label for each image.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A file is something else, or they do not belong together.</exception>
    public static DataSet<float, int> Images(string imagesPath, string labelsPath)
    {
        var (images, labels) = (Read<byte>(imagesPath), Read<byte>(labelsPath));
        if (images.Shape.Count < 2 || labels.Shape.Count != 1 || images.Shape[0] != labels.Shape[0] || labels.Elements.Length == 0)
            throw new InvalidDataException($"{imagesPath} has the shape [{string.Join(", ", images.Shape)}] and {labelsPath} "
                + $"[{string.Join(", ", labels.Shape)}]; expected images [N, ...] and labels [N], with an N above 0.");
        return DataSet.Of(images.Elements, labels.Elements, labels.Elements.Length).Map<byte, byte, float, int>(
            images.Elements.Length / labels.Elements.Length, 1, (pixels, label, input, target, ref _) =>
            {
                TensorPrimitives.ConvertTruncating(pixels, input);
                TensorPrimitives.Divide(input, 255f, input);
                target[0] = label[0];
            });
    }
}
