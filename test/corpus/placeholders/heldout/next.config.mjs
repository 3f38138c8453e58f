/** @type {import('next').NextConfig} */
const nextConfig = {
  images: {
    domains: ['placehold.co', 'picsum.photos', 'https://placehold.co'],
    remotePatterns: [
      { protocol: 'https', hostname: 'placehold.co', pathname: '/**' },
      { protocol: 'https', hostname: 'source.unsplash.com' },
      new URL('https://picsum.photos/200/**'),
      new URL('https://picsum.photos/200/300'),
    ],
  },
  async redirects() {
    return [{ source: '/old.png', destination: '/new', permanent: true }];
  },
  async headers() {
    return [{ source: '/(.*)', headers: [{ key: 'Content-Security-Policy', value: "img-src 'self' https://placehold.co https://picsum.photos/200" }] }];
  },
};
export default nextConfig;
