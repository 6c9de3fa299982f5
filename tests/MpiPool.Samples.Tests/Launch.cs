using MpiPool.Testing;
using Xunit;

namespace MpiPool.Samples.Tests;

/// <summary>One way to start a sample.</summary>
/// <param name="Form">How it is compiled.</param>
/// <param name="Launcher">What starts it.</param>
/// <param name="Ranks">On how many ranks; 1 without a launcher.</param>
/// <param name="Binding">How the ranks are placed.</param>
internal sealed record Launch(Form Form, Launcher Launcher, int Ranks, Binding Binding);

/// <summary>The ways in which every sample is started.</summary>
internal static class Launches
{
    public static TheoryData<Form, Launcher, int, Binding> All
    {
        get
        {
            var launches = new TheoryData<Form, Launcher, int, Binding>
            {
                { Form.Jit, Launcher.Alone, 1, Binding.Default },
                { Form.Aot, Launcher.Alone, 1, Binding.Default },
            };
            foreach (Launcher launcher in (Launcher[])[Launcher.OpenMpi, Launcher.Mpich])
            {
                launches.Add(Form.Jit, launcher, 2, Binding.Default);
                launches.Add(Form.Aot, launcher, 2, Binding.Core);
                launches.Add(Form.Aot, launcher, 2, Binding.None);
                launches.Add(Form.Aot, launcher, 4, Binding.None);
            }
            return launches;
        }
    }

    /// <summary>Every launcher once, as Native AOT.</summary>
    public static TheoryData<Launcher, int> Launchers => new() { { Launcher.Alone, 1 }, { Launcher.OpenMpi, 3 }, { Launcher.Mpich, 3 } };
}
