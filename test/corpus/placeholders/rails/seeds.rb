# Room.create!(photo: "https://placehold.co/18x18")
Room.create!(name: "Blue room", photo_url: "https://placehold.co/730x480", price: 90)
Room.create!([
  { name: "Tower", photo_url: 'https://placehold.co/731x480' },
  { :title => "Cellar", :photo_url => "https://placehold.co/732x480" },
])
url = "https://placehold.co/#{w}x#{h}"
full = "https://placehold.co/" + size.to_s
5.times { |i| Guest.create!(avatar: "https://picsum.photos/seed/#{i}/100") }
BANNER = "https://placehold.co/1500x300"
