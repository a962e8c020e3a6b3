namespace ModelGen.Runtime;

/// <summary>A number of rows, as a type, so that a kernel is compiled for it.</summary>
internal interface IGemmRows
{
    static abstract int Count { get; }
}

internal static class GemmRows
{
    internal readonly struct One : IGemmRows
    {
        public static int Count => 1;
    }

    internal readonly struct Two : IGemmRows
    {
        public static int Count => 2;
    }

    internal readonly struct Three : IGemmRows
    {
        public static int Count => 3;
    }

    internal readonly struct Four : IGemmRows
    {
        public static int Count => 4;
    }

    internal readonly struct Five : IGemmRows
    {
        public static int Count => 5;
    }

    internal readonly struct Six : IGemmRows
    {
        public static int Count => 6;
    }

    internal readonly struct Seven : IGemmRows
    {
        public static int Count => 7;
    }

    internal readonly struct Eight : IGemmRows
    {
        public static int Count => 8;
    }

    internal readonly struct Nine : IGemmRows
    {
        public static int Count => 9;
    }

    internal readonly struct Ten : IGemmRows
    {
        public static int Count => 10;
    }

    internal readonly struct Eleven : IGemmRows
    {
        public static int Count => 11;
    }

    internal readonly struct Twelve : IGemmRows
    {
        public static int Count => 12;
    }
}
