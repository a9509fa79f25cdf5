namespace Inventory;

/// <summary>One sentence for people, in both languages of the service. Names and codes inside are the same in both.</summary>
public readonly record struct Words(string Zh, string En);
