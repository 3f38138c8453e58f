package shop
// "https://placehold.co/27x27"
val items = listOf(
    Item(id = 1, name = "Tent", imageUrl = "https://placehold.co/260x180"),
    Item(id = 2, name = "Stove", imageUrl = "https://placehold.co/${size}x180"),
)
val placeholder: String = "https://placehold.co/261x180"
fun load(url: String?) = Glide.load(url ?: "https://placehold.co/262x180").into(view)
val c = 'x'
