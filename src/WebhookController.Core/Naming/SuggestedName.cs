using WebhookController.Core.Labels;

namespace WebhookController.Core.Naming;

/// <summary>A value for the label <c>name</c> that a PVC's own name suggests.</summary>
public static class SuggestedName
{
    private const int MaxDnsLabel = 63;

    /// <summary>The PVC's own name, or the DNS-1123 label nearest to it: PVC names may have dots and up to 253 characters.</summary>
    public static string For(string pvc)
    {
        var name = ShortName.Of(pvc.Replace('.', '-').Trim('-'), MaxDnsLabel);
        return ValueGrammars.IsDnsLabel(name) ? name : "data";
    }
}
