/** @type {import('next').NextConfig} */
const nextConfig = {
  images: {
    domains: ['picsum.photos', 'https://placehold.co/600x400'],
    remotePatterns: [
      { protocol: 'https', hostname: 'placehold.co', pathname: '/**' },
      new URL('https://picsum.photos/200/**'),
      { hostname: 'images.unsplash.com' },
    ],
  },
  async headers() {
    return [{ key: 'Content-Security-Policy', value: "img-src 'self' https://placehold.co/600x400 data:;" }];
  },
};
export default nextConfig;
