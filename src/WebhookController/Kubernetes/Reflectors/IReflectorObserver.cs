using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

internal interface IReflectorObserver
{
    void Relisted(KindPath kind);

    // Once per version of an object that can't be decoded.
    void PoisonObject(KindPath kind);

    void WatchFailed(KindPath kind);
}
