import type { Metadata } from 'next';
export const metadata: Metadata = {
  title: 'Harbour Hotel',
  openGraph: { images: ['https://placehold.co/1200x631'] },
  icons: { icon: '/icon-192.png' },
};
export const siteUrl = 'https://harbour.example';
export const pattern = /https:\/\/(?:placehold\.co|picsum\.photos)\/\d+/;
export type Src = `https://placehold.co/${number}`;
