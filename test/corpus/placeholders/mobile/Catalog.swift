import SwiftUI
/* https://placehold.co/28x28 */
let items = [
    Product(name: "Compass", imageURL: URL(string: "https://placehold.co/270x180")!),
    Product(name: "Map", imageURL: URL(string: "https://placehold.co/\(w)x180")!),
]
struct Row: View {
    var body: some View {
        AsyncImage(url: URL(string: "https://placehold.co/271x180"))
    }
}
