#!/usr/bin/env bash
# What ModelGen costs beside its kernels: the size of a published program against one that uses TorchSharp and libtorch, and what a project with 20
# models takes to build with the generator and without, and is emitted for it. build/bench-builds.sh FOLDER [sizes] [builds] measures both, or what
# is named; it prints lines `size KIND OWN OTHER` (MB), `build 20-models WITH WITHOUT` (seconds) and `emitted 20-models BYTES FILES ASSEMBLY`
# (kB, files, kB of the assembly), and writes sizes.md and builds.md to the folder.
set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "$0")/.."
repository=$PWD
results=$(mkdir -p "$1" && cd "$1" && pwd)
shift
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT

# Runs a command; shows what it said only if it fails.
quietly() { "$@" > "$home/log" 2>&1 || { cat "$home/log" >&2; return 1; }; }

version() { sed -n "s/.*Include=\"$1\" Version=\"\([^\"]*\)\".*/\1/p" Directory.Packages.props; }

# Megabytes of what has to be shipped: all but the symbols for debuggers.
megabytes() { find "$1" -type f ! -name '*.pdb' ! -name '*.dbg' -printf '%s\n' | awk '{ sum += $1 } END { printf "%.1f", sum / 1e6 }'; }

publish() {
    local project=$1 out=$2
    shift 2
    quietly dotnet publish "$project" -c Release -r linux-x64 --artifacts-path "$home/artifacts" -o "$home/$out" -v quiet --nologo "$@"
    megabytes "$home/$out"
}

# The lecture's program that predicts with a compiled model.
write_own_program() {
    mkdir -p "$home/Own"
    cp Samples/Lecture/Player/Program.cs "$home/Own"
    cat > "$home/Own/Own.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><InvariantGlobalization>true</InvariantGlobalization>
    <PublishTrimmed>\$(Trimmed)</PublishTrimmed>
  </PropertyGroup>
  <ItemGroup><ProjectReference Include="$repository/Samples/Lecture/Compiled/Lecture.Compiled.csproj" /></ItemGroup>
</Project>
PROJECT
}

# The same prediction by TorchSharp: the weights of a small net, numbers in, numbers out.
write_torch_program() {
    mkdir -p "$home/Torch"
    cat > "$home/Torch/Torch.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><InvariantGlobalization>true</InvariantGlobalization><NoWarn>NU1603</NoWarn></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="TorchSharp" Version="$(version TorchSharp)" />
    <PackageReference Include="libtorch-cpu-linux-x64" Version="$(version libtorch-cpu-linux-x64)" />
  </ItemGroup>
</Project>
PROJECT
    cat > "$home/Torch/Program.cs" <<'PROGRAM'
using static TorchSharp.torch;

var net = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10));
net.load(args[0]);
List<float> input = [];
while (Console.ReadLine() is { } line) input.Add(float.Parse(line));
foreach (var number in net.call(tensor(input.ToArray()).reshape(-1, 64)).data<float>()) Console.WriteLine(number);
PROGRAM
}

measure_sizes() {
    local own other kind options
    write_own_program
    write_torch_program
    printf '| published program | ModelGen | TorchSharp and libtorch |\n| --- | --- | --- |\n' > "$results/sizes.md"
    for kind in framework-dependent self-contained; do
        if [[ $kind == self-contained ]]; then options=(--self-contained); else options=(--no-self-contained); fi
        own=$(publish "$home/Own" "own-$kind" "${options[@]}")
        other=$(publish "$home/Torch" "other-$kind" "${options[@]}")
        rm -rf "$home/other-$kind" "$home/artifacts"
        [[ -z $(find "$home/own-$kind" -iname '*torch*') ]] || { echo "bench-builds: ModelGen's program contains libtorch" >&2; exit 1; }
        echo "size $kind $own $other   MB"
        echo "| $kind | $own MB | $other MB |" >> "$results/sizes.md"
    done
    own=$(publish "$home/Own" own-trimmed --self-contained -p:Trimmed=true)
    echo "size trimmed $own -   MB"
    echo "| self-contained, trimmed | $own MB | |" >> "$results/sizes.md"
}

# Models of three kinds and twenty sizes.
write_models() {
    local number
    mkdir -p "$home/Twenty"
    echo 'using ModelGen;' > "$home/Twenty/Models.cs"
    for number in $(seq 1 20); do
        case $((number % 4)) in
            0) cat <<MODEL
[Model, Adam(LearningRate = 1e-3)]
public partial class Model$number
{
    private readonly Conv2d conv = new(1, $number, 3, padding: 1);
    private readonly MaxPool2d pool = new(2);
    private readonly Linear head = new($((number * 196)), 10);
    public Tensor Forward([Shape("N", 1, 28, 28)] Tensor x) => head.Forward(pool.Forward(conv.Forward(x).Relu()).Flatten());
    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}
MODEL
                ;;
            1) cat <<MODEL
[Model, AdamW(LearningRate = 1e-3)]
public partial class Model$number
{
    private readonly Lstm lstm = new(16, $((number * 8)));
    private readonly Linear head = new($((number * 8)), 10);
    public Tensor Forward([Shape("N", "T", 16)] Tensor x) { var (_, hidden, _) = lstm.Forward(x); return head.Forward(hidden); }
    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}
MODEL
                ;;
            *) cat <<MODEL
[Model, Sgd(LearningRate = 1e-2)]
public partial class Model$number
{
    private readonly Linear first = new(64, $((number * 16)));
    private readonly LayerNorm norm = new($((number * 16)));
    private readonly Linear second = new($((number * 16)), 10);
    public Tensor Forward([Shape("N", 64)] Tensor x) => second.Forward(norm.Forward(first.Forward(x)).Gelu());
    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}
MODEL
                ;;
        esac
    done >> "$home/Twenty/Models.cs"
}

# Only this project is built: what it uses lies there as assemblies.
write_project() {
    cat > "$home/Twenty/Twenty.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><LangVersion>latest</LangVersion><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><AllowUnsafeBlocks>true</AllowUnsafeBlocks></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="System.Numerics.Tensors" Version="$(version System.Numerics.Tensors)" />
    <Reference Include="$home/libraries/ModelGen.*.dll" />
    <Analyzer Include="$home/generator/ModelGen.Generator.dll" Condition="'\$(WithGenerator)' == 'true'" />
  </ItemGroup>
</Project>
PROJECT
}

build_twenty() { quietly dotnet build "$home/Twenty" --no-restore --no-incremental -c Release -v quiet --nologo "$@"; }

# The median of three builds in seconds, after one that warms the compiler's server up.
seconds_of_build() {
    local time start
    for time in 0 1 2 3; do
        start=$(date +%s.%N)
        build_twenty -p:WithGenerator="$1"
        [[ $time == 0 ]] || awk -v start="$start" -v end="$(date +%s.%N)" 'BEGIN { printf "%.2f\n", end - start }'
    done | sort -n | sed -n 2p
}

# What the compiler is given beside the classes, and what comes of all: kB, files, kB.
measure_emission() {
    build_twenty -p:WithGenerator=true -p:EmitCompilerGeneratedFiles=true -p:CompilerGeneratedFilesOutputPath="$home/emitted"
    find "$home/emitted" -name '*.g.cs' -printf '%s\n' | awk '{ sum += $1 } END { printf "%.0f %d", sum / 1e3, NR }'
    stat -c %s "$home/Twenty/bin/Release/net10.0/Twenty.dll" | awk '{ printf " %.0f", $1 / 1e3 }'
}

measure_builds() {
    local with without emission bytes files assembly
    write_models
    write_project
    quietly dotnet build Runtime/ModelGen.Runtime.csproj -c Release --artifacts-path "$home/artifacts" -o "$home/libraries" -v quiet --nologo
    quietly dotnet build Generator -c Release --artifacts-path "$home/artifacts" -o "$home/generator" -v quiet --nologo
    quietly dotnet restore "$home/Twenty" -v quiet
    with=$(seconds_of_build true)
    without=$(seconds_of_build false)
    emission=$(measure_emission)
    read -r bytes files assembly <<< "$emission"
    echo "build 20-models $with $without   s"
    echo "emitted 20-models $bytes $files $assembly   kB files kB"
    {
        printf '| build of 20 models | time |\n| --- | --- |\n| with the generator | %s s |\n| without it | %s s |\n' "$with" "$without"
        printf '\nEmitted for them: %s kB in %s files; the assembly has %s kB.\n' "$bytes" "$files" "$assembly"
    } > "$results/builds.md"
}

[[ $# -gt 0 ]] || set -- sizes builds
for part in "$@"; do "measure_$part"; done
