namespace WebhookController.Hosting.Certificates;

internal interface ICertificateObserver
{
    void Loaded(DateTimeOffset notAfter);

    void Failed();
}

internal sealed class NoCertificateObserver : ICertificateObserver
{
    public void Loaded(DateTimeOffset notAfter)
    {
    }

    public void Failed()
    {
    }
}
