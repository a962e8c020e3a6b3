namespace ModelGen.Runtime;

/// <summary>The shapes of which kernels are compiled.</summary>
internal static class GemmShapes
{
    /// <summary>A shape whose block packs the columns.</summary>
    internal readonly struct Copying<TShape> : IGemmShape
        where TShape : struct, IGemmShape
    {
        public static bool IsPacked => TShape.IsPacked;

        public static bool IsWide => TShape.IsWide;

        public static bool Copies => true;
    }

    internal readonly struct PackedWide : IGemmShape
    {
        public static bool IsPacked => true;

        public static bool IsWide => true;
    }

    internal readonly struct PackedNarrow : IGemmShape
    {
        public static bool IsPacked => true;

        public static bool IsWide => false;
    }

    internal readonly struct Wide : IGemmShape
    {
        public static bool IsPacked => false;

        public static bool IsWide => true;
    }

    internal readonly struct Narrow : IGemmShape
    {
        public static bool IsPacked => false;

        public static bool IsWide => false;
    }

    internal readonly struct ScatteredWide : IGemmShape
    {
        public static bool IsPacked => true;

        public static bool IsScattered => true;

        public static bool IsWide => true;
    }

    internal readonly struct ScatteredNarrow : IGemmShape
    {
        public static bool IsPacked => true;

        public static bool IsScattered => true;

        public static bool IsWide => false;
    }
}
