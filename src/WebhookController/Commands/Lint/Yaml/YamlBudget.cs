namespace WebhookController.Commands.Lint.Yaml;

// How much work the objects of one file may make. Aliases make a few kilobytes stand for billions of objects.
internal sealed class YamlBudget
{
    private const int Most = 2_000_000;

    private int _left = Most;

    public void Spend(int count)
    {
        if (count > _left) throw new YamlException("too many objects, with all that its aliases stand for");
        _left -= count;
    }
}
