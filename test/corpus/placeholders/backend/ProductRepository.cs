using System.Collections.Generic;
// ImageUrl = "https://placehold.co/29x29"
public static class Seed {
    public const string DefaultBanner = "https://placehold.co/1000x200";
    public static readonly List<Product> Products = new() {
        new Product { Id = 1, Name = "Toolbox", ImageUrl = "https://placehold.co/280x180" },
        new Product { Id = 2, Name = "Drill", ImageUrl = $"https://placehold.co/{w}x180" },
        new Product { Id = 3, Name = "Saw", ImageUrl = @"https://placehold.co/281x180" },
    };
    public static string Make(int w) => "https://placehold.co/" + w;
    public static string Fmt(int w) => string.Format("https://placehold.co/{0}", w);
}
