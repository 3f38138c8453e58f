module.exports = {
  images: { domains: ["placehold.co", "https://picsum.photos/200"] },
  helmet: { contentSecurityPolicy: { directives: { imgSrc: ["'self'", 'https://placehold.co/600x400', 'data:'] } } },
  endpoint: 'https://dummyjson.com/products',
  docs: 'https://picsum.photos/images',
  pattern: 'https://placehold.co/{width}x{height}',
  printf: 'https://placehold.co/%sx%s',
  glob: '**/*.png',
  extensions: ['.png', '.jpg'],
  mime: 'image/png',
  file: './data.csv',
};
