using MpiPool.Testing;
using Xunit;

namespace MpiPool.Package.Tests;

/// <summary>A project outside the repository that has the README's program and a reference to the package; built once in each form.</summary>
public sealed class ConsumerFixture(PackageFixture package) : IAsyncLifetime
{
    private readonly string _folder = package.CreateConsumerFolder("Consumer");

    /// <summary>The program, for the JIT.</summary>
    public string Jit => Path.Combine(_folder, "jit", "Consumer");

    /// <summary>The program, as Native AOT.</summary>
    public string Aot => Path.Combine(_folder, "aot", "Consumer");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "Program.cs"), ReadmeProgram.Source);
        await File.WriteAllTextAsync(Path.Combine(_folder, "Consumer.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TrimmerSingleWarn>false</TrimmerSingleWarn>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MpiPool" Version="{package.Version}" />
              </ItemGroup>
            </Project>
            """);
        await DotNet.RunAsync(_folder, "publish", "-c", "Release", "-o", "jit");
        await DotNet.RunAsync(_folder, "publish", "-c", "Release", "-o", "aot", "-p:PublishAot=true");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
