"""Models. See https://placehold.co/600x400 for the default."""
from django.db import models

# DEFAULT = "https://placehold.co/21x21"
DEFAULT_COVER = "https://placehold.co/300x480"


class Book(models.Model):
    title = models.CharField(max_length=200)
    cover = models.URLField(default="https://placehold.co/301x480")

    def thumbnail(self, w):
        return f"https://placehold.co/{w}x{w}"

    def other(self):
        return "https://placehold.co/%dx%d" % (1, 2)


FIXTURES = [
    {"title": "Dune", "cover": "https://picsum.photos/300/481"},
    {'title': 'Emma', 'cover': '/media/emma.jpg'},
    dict(name="Ulysses", image_url="https://picsum.photos/300/482"),
]
JOINED = "https://placehold.co/" "600x400"
