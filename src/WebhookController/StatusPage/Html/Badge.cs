using WebhookController.Core.Report;
using WebhookController.Core.Status;

namespace WebhookController.StatusPage.Html;

// How something is, by a symbol, a word and a colour.
internal sealed record Badge(string Level, string Word)
{
    public const string Critical = "critical";
    public const string Warning = "warning";
    public const string Notice = "notice";
    public const string Good = "good";
    public const string Off = "off";

    // The word is the state, but where backups are missing though all is set up.
    public static Badge Of(ClaimReport claim) => new(LevelOf(claim), claim.Freshness switch
    {
        Freshness.Stale when claim.Status.Current.State == ProtectionState.Protected => "Stale",
        Freshness.Late when claim.Status.Current.State == ProtectionState.Protected => "Late",
        _ => Formats.Capitalized(claim.Status.Current.State.InWords()),
    });

    public void WriteTo(HtmlWriter html) => html.Write($"<span class=\"badge {Level}\"><svg aria-hidden=\"true\"><use href=\"#i-{Level}\"/></svg>{Word}</span>");

    // Drawn once, and used by every badge.
    public static void WriteSymbols(HtmlWriter html) => html.Write($$"""
        <svg class="symbols" aria-hidden="true"><defs>
        <symbol id="i-critical" viewBox="0 0 16 16"><path d="M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0Z"/><path class="ink" d="m5 5 6 6m0-6-6 6"/></symbol>
        <symbol id="i-warning" viewBox="0 0 16 16"><path d="M8 .6a1.2 1.2 0 0 1 1 .6l6.800 12.200a1.200 1.200 0 0 1-1 1.800H1.200a1.200 1.200 0 0 1-1-1.800L7 1.200a1.200 1.200 0 0 1 1-.6Z"/><path class="ink" d="M8 5.500v4.300m0 2.600v.1"/></symbol>
        <symbol id="i-notice" viewBox="0 0 16 16"><path d="M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0Z"/><path class="ink" d="M8 4v4.200l2.800 1.800"/></symbol>
        <symbol id="i-good" viewBox="0 0 16 16"><path d="M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0Z"/><path class="ink" d="m4.500 8.300 2.400 2.400 4.600-5"/></symbol>
        <symbol id="i-off" viewBox="0 0 16 16"><path d="M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0Z"/><path class="ink" d="M4.500 8h7"/></symbol>
        </defs></svg>
        """);

    public static string LevelOf(ClaimReport claim) => claim.Urgency switch
    {
        Urgency.Critical => Critical,
        Urgency.Warning => Warning,
        Urgency.Notice => Notice,
        _ => claim.Status.Current.State is ProtectionState.OptedOut or ProtectionState.Exempt ? Off : Good,
    };
}
