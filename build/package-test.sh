#!/usr/bin/env bash
# What someone else does: packs ModelGen, pastes the README's class into a new console program, packs a library of layers, builds and runs a program that
# takes both from a package folder, one that takes ModelGen.Training, a program under settings of many projects, and a project of each template. Fails if
# the README's class does not train, if the layers' numbers are wrong, if they are not fused into the program's own kernel, if a library of
# ModelGen.Training is missing, if a setting breaks the build, if a template's program does not learn, or if NativeAOT would narrow the vectors.
set -euo pipefail
cd "$(dirname "$0")/.."
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT

build/pack.sh "$home/packages" > "$home/log" || { cat "$home/log"; exit 1; }
cp -r build/package-test "$home/work"
mkdir "$home/first"
cat > "$home/work/nuget.config" <<CONFIG
<configuration><packageSources><add key="packed" value="$home/packages" /></packageSources></configuration>
CONFIG
cp "$home/work/nuget.config" "$home/first"

# Its own cache, since a package of the same version may be in the user's; what is there already of others is read from it.
export NUGET_PACKAGES=$home/cache
fallback=${NUGET_FALLBACK:-$HOME/.nuget/packages}
options=(-v quiet --nologo -p:RestoreFallbackFolders="$fallback" -p:NuGetAudit=false)

# The README's blocks of C#, by number: the class is the first, what calls it the second.
readme() { awk -v wanted="$1" '/^```(csharp|cs)$/ { number++; next } /^```$/ { if (number == wanted) exit; next } number == wanted' README.md; }

first_program() {
    dotnet new console -o "$home/first/app" --no-restore > "$home/log" || { cat "$home/log"; return 1; }
    (cd "$home/first/app" && dotnet add package ModelGen --version 0.1.0 --no-restore > /dev/null)
    {
        echo 'float[] pixels = [.. Enumerable.Range(0, 32 * 784).Select(index => MathF.Sin(index))], logits = new float[320];'
        echo 'int[] labels = [.. Enumerable.Range(0, 32).Select(index => index % 10)];'
        readme 2
        echo 'var first = loss;'
        echo 'for (var step = 0; step < 200; step++) loss = model.TrainStep(pixels, labels);'
        echo 'Console.WriteLine($"package-test: the class of the README trains: {first} -> {loss}");'
        echo 'return loss < first / 2 ? 0 : 1;'
        readme 1
    } > "$home/first/app/Program.cs"
    dotnet build "$home/first/app" "${options[@]}"
    dotnet "$home/first/app/bin/Debug/net10.0/app.dll"
}

# The package of what surrounds a training, whose libraries come with it: a metric, a picture by the native one, and a table.
training_program() {
    mkdir "$home/training"
    cp "$home/work/nuget.config" "$home/training"
    dotnet new console -o "$home/training/app" --no-restore > "$home/log" || { cat "$home/log"; return 1; }
    for package in ModelGen ModelGen.Training; do
        (cd "$home/training/app" && dotnet add package $package --version 0.1.0 --no-restore > /dev/null)
    done
    cat > "$home/training/app/Program.cs" <<'PROGRAM'
File.WriteAllText("table.csv", "x,kind\n1,a\n2,b\n3,b\n");
var set = Csv.Read("table.csv").Classification("kind");
var matrix = new ConfusionMatrix(["a", "b"]);
matrix.Add([0, 1, 0], [0, 1, 1]);
ConfusionPlot.Save("matrix.png", matrix);
Console.WriteLine($"package-test: {set.Count} rows, {matrix}, {new FileInfo("matrix.png").Length} bytes of a picture");
return set.Count == 3 && matrix.Value == 2.0 / 3 ? 0 : 1;
PROGRAM
    dotnet build "$home/training/app" "${options[@]}"
    (cd "$home/training" && dotnet app/bin/Debug/net10.0/app.dll)
}

# A program under the settings of a project, and in a namespace that begins with a name.
settings() {
    local space=$1
    shift
    rm -rf "$home/settings"
    cp -r "$home/work/Settings" "$home/settings"
    cp "$home/work/nuget.config" "$home/settings"
    sed -i "s/SPACE/$space/" "$home/settings/Program.cs"
    # Where Tensor is not said to be ModelGen's, a file cannot use both.
    [[ "$*" == *ModelGenUsings=false* ]] && sed -i '/^using System.Numerics.Tensors;/d; s/TensorPrimitives/System.Numerics.Tensors.&/' "$home/settings/Program.cs"
    echo "package-test: namespace $space $*"
    dotnet build "$home/settings" "${options[@]}" "$@"
    dotnet "$home/settings/bin/Debug/net10.0/Settings.dll"
}

# A project of a template: it has to build, and the number that its program tells last on a line with a text to be so much.
template() {
    local kind=$1 name=$2 folder=$home/templates/$2
    dotnet new "modelgen-$kind" -n "$name" -o "$folder" --no-restore > "$home/log" || { cat "$home/log"; return 1; }
    dotnet build "$folder" "${options[@]}"
    [[ $kind == library ]] && return
    local text=$3 relation=$4 bound=$5 number
    shift 5
    (cd "$folder" && dotnet "bin/Debug/net10.0/$name.dll" "$@") > "$home/log" || { cat "$home/log"; return 1; }
    number=$(grep -F "$text" "$home/log" | tail -n 1 | awk '{ print $NF }')
    echo "package-test: the template $kind tells $text $number"
    awk "BEGIN { exit !($number $relation $bound) }" || { cat "$home/log"; return 1; }
}

# In a folder of their own, since what is installed stays so. Names have dashes and dots, begin with digits, or are those of types within.
templates() {
    export DOTNET_CLI_HOME=$home/cli
    dotnet new install "$home/packages/ModelGen.Templates.0.1.0.nupkg" > "$home/log" || { cat "$home/log"; return 1; }
    mkdir "$home/templates"
    cp "$home/work/nuget.config" "$home/templates"
    template classifier my-app.2 accuracy '>=' 0.9
    template regression 3rd r2 '>=' 0.3
    # Who knows how often each character occurs has 3.0.
    template gpt Gpt 'held out' '<' 2.9 60
    template library my-layers
    unset DOTNET_CLI_HOME
}

# The emitted files in a folder of the project: they are the same wherever that lies, no part of the compilation, and go when their model does.
emission() {
    local here=$home/first/app there=$home/elsewhere/app
    mkdir -p "$there"
    cp "$home/first/nuget.config" "$home/elsewhere"
    cp "$here"/app.csproj "$here"/Program.cs "$there"
    for folder in "$here" "$there"; do
        dotnet build "$folder" "${options[@]}" -p:ModelGenEmit=Generated -p:ModelGenCardSizes=N=32
        grep -q 'With N = 32: 101,770 parameters' "$folder/Generated/DigitClassifier.md" || { cat "$folder"/Generated/*.md; return 1; }
        grep -q 'forward of Program.cs:[0-9]' "$folder/Generated/DigitClassifier.Cpu.g.cs" || { ls "$folder/Generated"; return 1; }
    done
    diff -r "$here/Generated" "$there/Generated"
    echo "package-test: $(ls "$here/Generated" | wc -l) emitted files are kept, the same in two folders"
    sed -i 's/DigitClassifier/Renamed/' "$here/Program.cs"
    dotnet build "$here" "${options[@]}"
    dotnet build "$here" "${options[@]}" -p:ModelGenEmit=Generated
    if ls "$here"/Generated/DigitClassifier*; then return 1; fi
    cat "$here/Generated/Renamed.Cpu.g.cs" > /dev/null
}

first_program
emission
training_program
templates
settings Someone -p:CheckForOverflowUnderflow=true
settings Someone -p:Nullable=disable -p:ImplicitUsings=disable
settings Someone -p:ModelGenUsings=false
settings Someone -p:LangVersion=12 -p:Optimize=true
settings Someone -p:Nullable=enable -p:TreatWarningsAsErrors=true -p:AnalysisMode=All -p:EnforceCodeStyleInBuild=true
settings System -p:ImplicitUsings=enable
settings ModelGen -p:ImplicitUsings=enable

options+=(-c Release)
dotnet pack "$home/work/Library" "${options[@]}" -o "$home/packages"
dotnet build "$home/work/Consumer" "${options[@]}"
dotnet "$home/work/Consumer/bin/Release/net10.0/Consumer.dll"

# Compiled ahead of time, the program has the vectors of processors since 2013, unless it says otherwise.
instructions() { dotnet msbuild "$home/work/Consumer" -getProperty:IlcInstructionSet -p:RuntimeIdentifier=linux-x64 -p:PublishAot=true "$@"; }
[[ $(instructions) == x86-64-v3 && $(instructions -p:IlcInstructionSet=native) == native ]] || { echo "IlcInstructionSet is $(instructions)"; exit 1; }
