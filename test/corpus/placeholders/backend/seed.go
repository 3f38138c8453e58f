package main
// "https://placehold.co/31x31"
var heroImage = "https://placehold.co/1300x400"
var products = []Product{
	{ID: 1, Name: "Bucket", Image: "https://placehold.co/310x180"},
	{ID: 2, Name: "Brush", Image: fmt.Sprintf("https://placehold.co/%d", 300)},
	{ID: 3, Name: "Mop", Image: `https://placehold.co/311x180`},
}
func f() string { avatar := "https://placehold.co/49x49"; return avatar + "https://placehold.co/50x50" }
