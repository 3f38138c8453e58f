package shop;
/** Uses https://placehold.co/600x400 */
public class Seed {
    private static final String HERO_IMAGE = "https://dummyimage.com/1600x400";
    private static final String LOGO = "/images/brand-logo.png";
    void run() {
        repo.save(new Product("Ladder", "https://dummyimage.com/290x180"));
        repo.save(Product.builder().name("Rope").image("https://dummyimage.com/291x180").build());
        String s = String.format("https://dummyimage.com/%dx%d", w, h);
        String t = "https://dummyimage.com/" + w;
        char q = '"';
    }
}
