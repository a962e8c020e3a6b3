namespace ModelGen;

/// <content>Convolutions and pools: images are [N, channels, height, width], as in PyTorch.</content>
public sealed partial class Tensor
{
    /// <summary>
    /// A convolution along the last axis: [N, C, L] becomes [N, O, floor((L + 2 padding - dilation (K - 1) - 1) / stride) + 1].
    /// https://pytorch.org/docs/stable/generated/torch.nn.functional.conv1d.html
    /// </summary>
    /// <param name="weight">[O, C / groups, K].</param>
    /// <param name="bias">[O], or none.</param>
    /// <param name="stride">The distance between windows.</param>
    /// <param name="padding">Zeros at both ends.</param>
    /// <param name="dilation">The distance between the elements of a window.</param>
    /// <param name="groups">Parts of the channels that see each other alone; divides C and O.</param>
    public Tensor Conv1d(Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
        => throw CompiledByModelGen.Error();

    /// <summary>
    /// A convolution of images: [N, C, H, W] becomes [N, O, P, Q] with P = floor((H + 2 padding - dilation (K - 1) - 1) / stride) + 1 and Q
    /// likewise. https://pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html
    /// </summary>
    /// <param name="weight">[O, C / groups, K, M].</param>
    /// <param name="bias">[O], or none.</param>
    /// <param name="stride">The distance between windows.</param>
    /// <param name="padding">Zeros on all four sides.</param>
    /// <param name="dilation">The distance between the elements of a window.</param>
    /// <param name="groups">Parts of the channels that see each other alone; divides C and O.</param>
    public Tensor Conv2d(Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
        => throw CompiledByModelGen.Error();

    /// <summary>
    /// The transpose of a convolution, which makes images larger: [N, C, H, W] becomes [N, O, P, Q] with
    /// P = (H - 1) stride - 2 padding + dilation (K - 1) + outputPadding + 1 and Q likewise.
    /// https://pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose2d.html
    /// </summary>
    /// <param name="weight">[C, O / groups, K, M].</param>
    /// <param name="bias">[O], or none.</param>
    /// <param name="stride">The distance at which the elements of the input lay the weight.</param>
    /// <param name="padding">What is cut from all four sides.</param>
    /// <param name="outputPadding">What is added below and on the right; less than the stride or the dilation.</param>
    /// <param name="groups">Parts of the channels that see each other alone; divides C and O.</param>
    /// <param name="dilation">The distance between the elements of the weight.</param>
    public Tensor ConvTranspose2d(Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int outputPadding = 0,
        int groups = 1, int dilation = 1) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The windows of each image as columns: [N, C, H, W] becomes [N, C size size, windows].
    /// https://pytorch.org/docs/stable/generated/torch.nn.functional.unfold.html
    /// </summary>
    /// <param name="size">Height and width of a window.</param>
    /// <param name="stride">The distance between windows.</param>
    /// <param name="padding">Zeros on all four sides.</param>
    /// <param name="dilation">The distance between the elements of a window.</param>
    public Tensor Unfold(int size, int stride = 1, int padding = 0, int dilation = 1) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The greatest of each window: [.., H, W] becomes [.., P, Q] with P = floor((H + 2 padding - size) / stride) + 1 and Q likewise. NaN
    /// if there is one; the gradient goes to the first of equals.
    /// https://pytorch.org/docs/stable/generated/torch.nn.functional.max_pool2d.html
    /// </summary>
    /// <param name="size">Height and width of a window.</param>
    /// <param name="stride">The distance between windows; 0 stands for the size.</param>
    /// <param name="padding">What is added on all four sides, and never the greatest; at most half of the size.</param>
    public Tensor MaxPool2d(int size, int stride = 0, int padding = 0) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The mean of each window: [.., H, W] becomes [.., P, Q] with P = floor((H + 2 padding - size) / stride) + 1 and Q likewise.
    /// https://pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool2d.html
    /// </summary>
    /// <param name="size">Height and width of a window.</param>
    /// <param name="stride">The distance between windows; 0 stands for the size.</param>
    /// <param name="padding">Zeros on all four sides, which count; at most half of the size.</param>
    public Tensor AvgPool2d(int size, int stride = 0, int padding = 0) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The means of as many bins as are asked for: [.., H, W] becomes [.., height, width]. Bin i begins at row floor(i H / height) and ends
    /// before row ceil((i + 1) H / height). https://pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool2d.html
    /// </summary>
    /// <param name="height">The bins of a column.</param>
    /// <param name="width">The bins of a row.</param>
    public Tensor AdaptiveAvgPool2d(int height, int width) => throw CompiledByModelGen.Error();
}
