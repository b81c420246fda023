using Microsoft.Extensions.Logging.Console;

namespace WebhookController.Observability;

internal static class LogRegistration
{
    private const string FormatterOption = "Logging:Console:FormatterName";

    // The slim builder has set its own formatter in code, over what the configuration says.
    public static ILoggingBuilder AddConsoleOf(this ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.Services.AddSingleton<ConsoleFormatter, LineFormatter>();
        return logging.AddConsole(console => console.FormatterName = configuration[FormatterOption] ?? LineFormatter.FormatterName);
    }
}
