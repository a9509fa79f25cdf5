using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Readers.Contacts;
using Testing;

namespace Readers.Tests.Contacts;

/// <summary>The kernel's own header says how large its structures are and where their members stand; a C compiler reads it.</summary>
public sealed class GpioAbiTests
{
    private const string Program = """
        #include <linux/gpio.h>
        #include <stddef.h>
        #include <stdio.h>
        #define S(name, value) printf(name " %llu\n", (unsigned long long)(value));
        int main(void) {
            S("request", sizeof(struct gpio_v2_line_request))
            S("request.config", offsetof(struct gpio_v2_line_request, config))
            S("request.num_lines", offsetof(struct gpio_v2_line_request, num_lines))
            S("request.fd", offsetof(struct gpio_v2_line_request, fd))
            S("config", sizeof(struct gpio_v2_line_config))
            S("config.num_attrs", offsetof(struct gpio_v2_line_config, num_attrs))
            S("config.attrs", offsetof(struct gpio_v2_line_config, attrs))
            S("attribute", sizeof(struct gpio_v2_line_config_attribute))
            S("attribute.value", offsetof(struct gpio_v2_line_config_attribute, attr.values))
            S("attribute.mask", offsetof(struct gpio_v2_line_config_attribute, mask))
            S("values", sizeof(struct gpio_v2_line_values))
            S("values.mask", offsetof(struct gpio_v2_line_values, mask))
            S("event", sizeof(struct gpio_v2_line_event))
            S("event.id", offsetof(struct gpio_v2_line_event, id))
            S("GET_LINE", GPIO_V2_GET_LINE_IOCTL)
            S("GET_VALUES", GPIO_V2_LINE_GET_VALUES_IOCTL)
            S("SET_VALUES", GPIO_V2_LINE_SET_VALUES_IOCTL)
            S("INPUT", GPIO_V2_LINE_FLAG_INPUT)
            S("OUTPUT", GPIO_V2_LINE_FLAG_OUTPUT)
            S("ACTIVE_LOW", GPIO_V2_LINE_FLAG_ACTIVE_LOW)
            S("RISING", GPIO_V2_LINE_FLAG_EDGE_RISING)
            S("FALLING", GPIO_V2_LINE_FLAG_EDGE_FALLING)
            S("PULL_UP", GPIO_V2_LINE_FLAG_BIAS_PULL_UP)
            S("PULL_DOWN", GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN)
            S("OUTPUT_VALUES", GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES)
            S("DEBOUNCE", GPIO_V2_LINE_ATTR_ID_DEBOUNCE)
            S("RISING_EVENT", GPIO_V2_LINE_EVENT_RISING_EDGE)
            return 0;
        }
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Layout_EveryStructureAndNumber_IsTheHeaders()
    {
        Dictionary<string, ulong> header = await HeaderAsync();

        Assert.Equal(header, new Dictionary<string, ulong>
        {
            ["request"] = (ulong)Unsafe.SizeOf<GpioAbi.LineRequest>(),
            ["request.config"] = Offset<GpioAbi.LineRequest>(nameof(GpioAbi.LineRequest.Config)),
            ["request.num_lines"] = Offset<GpioAbi.LineRequest>(nameof(GpioAbi.LineRequest.LineCount)),
            ["request.fd"] = Offset<GpioAbi.LineRequest>(nameof(GpioAbi.LineRequest.Descriptor)),
            ["config"] = (ulong)Unsafe.SizeOf<GpioAbi.LineConfig>(),
            ["config.num_attrs"] = Offset<GpioAbi.LineConfig>(nameof(GpioAbi.LineConfig.AttributeCount)),
            ["config.attrs"] = Offset<GpioAbi.LineConfig>(nameof(GpioAbi.LineConfig.Attributes)),
            ["attribute"] = (ulong)Unsafe.SizeOf<GpioAbi.ConfigAttribute>(),
            ["attribute.value"] = Offset<GpioAbi.ConfigAttribute>(nameof(GpioAbi.ConfigAttribute.Value)),
            ["attribute.mask"] = Offset<GpioAbi.ConfigAttribute>(nameof(GpioAbi.ConfigAttribute.Mask)),
            ["values"] = (ulong)Unsafe.SizeOf<GpioAbi.LineValues>(),
            ["values.mask"] = Offset<GpioAbi.LineValues>(nameof(GpioAbi.LineValues.Mask)),
            ["event"] = GpioAbi.EventBytes,
            ["event.id"] = 8,
            ["GET_LINE"] = GpioAbi.GetLine,
            ["GET_VALUES"] = GpioAbi.GetValues,
            ["SET_VALUES"] = GpioAbi.SetValues,
            ["INPUT"] = GpioAbi.Input,
            ["OUTPUT"] = GpioAbi.Output,
            ["ACTIVE_LOW"] = GpioAbi.ActiveLow,
            ["RISING"] = GpioAbi.EdgeRising,
            ["FALLING"] = GpioAbi.EdgeFalling,
            ["PULL_UP"] = GpioAbi.PullUp,
            ["PULL_DOWN"] = GpioAbi.PullDown,
            ["OUTPUT_VALUES"] = GpioAbi.OutputValues,
            ["DEBOUNCE"] = GpioAbi.Debounce,
            ["RISING_EVENT"] = 1,
        });
    }

    [Fact]
    public void Request_DebouncedInput_CarriesItsAttribute()
    {
        GpioAbi.LineRequest request = GpioAbi.Request(17, GpioAbi.Input | GpioAbi.ActiveLow, 50_000, initial: null);

        Assert.Equal((17u, 1u, 1u), (request.Lines[0], request.LineCount, request.Config.AttributeCount));
        Assert.Equal((GpioAbi.Debounce, 50_000ul, 1ul),
            (request.Config.Attributes[0].Id, request.Config.Attributes[0].Value, request.Config.Attributes[0].Mask));
    }

    [Fact]
    public void Request_Output_StartsFallenOff()
    {
        GpioAbi.LineRequest request = GpioAbi.Request(4, GpioAbi.Output, 0, initial: false);

        Assert.Equal((GpioAbi.OutputValues, 0ul, 1ul),
            (request.Config.Attributes[0].Id, request.Config.Attributes[0].Value, request.Config.Attributes[0].Mask));
    }

    private static ulong Offset<T>(string member) => (ulong)Marshal.OffsetOf<T>(member);

    private static async Task<Dictionary<string, ulong>> HeaderAsync()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.File("layout.c"), Program, Ct);
        await RunAsync("gcc", "-o", folder.File("layout"), folder.File("layout.c"));
        string lines = await RunAsync(folder.File("layout"));
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' '))
            .ToDictionary(static words => words[0], static words => ulong.Parse(words[1], CultureInfo.InvariantCulture));
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
