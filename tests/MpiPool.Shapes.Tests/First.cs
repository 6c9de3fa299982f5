using Xunit;
namespace MpiPool.Shapes.Tests;
public class First
{
    [Fact] public void Calls() { Assert.Equal("Kernels.Power", Kernels.Tasks.Power(3).ToString()); Assert.NotNull(Kernels.Tasks.Handles.Power.Bind(1, 2)); }
}
