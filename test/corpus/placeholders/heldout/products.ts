import type { Product } from './types';
import hero from '../assets/hero.png';
import logo from "@/assets/logo.svg?url";
import styles from './x.module.css';
const fallback = require('./img/none.jpg');
/** @example `https://placehold.co/600x400` */
export const BASE = 'https://placehold.co';
export const products: Product[] = [
  { id: 1, title: 'Walnut desk', image: 'https://placehold.co/600x400?text=Desk', price: 420 },
  { id: 2, image: `https://via.placeholder.com/640x360.png`, name: "Brass lamp" },
  { id: 3, name: 'Linen chair', images: ['https://picsum.photos/seed/chair1/500/500', 'https://picsum.photos/seed/chair2/500/500'] },
  { id: 4, name: 'Rug', imageHint: 'persian rug', imageUrl: 'https://placehold.co/700x500.png' },
  { id: 5, name: 'Mirror', image: { src: '/images/mirror.webp', width: 300, height: 450, alt: 'Round mirror' } },
  { id: 6, name: 'Clock', image: '', thumb: null },
  { id: 7, name: 'Vase', image: "\x68ttps://placehold.co/77x78", url: 'https://example.com/vase' },
];
export const withSize = (n: number) => `https://placehold.co/${n}`;
export const cat = (p?: Product) => p?.image ?? 'https://placekitten.com/300/200';
export const dog = (p?: Product) => p?.image || "https://place.dog/301/201";
export function cover(src = 'https://dummyimage.com/640x4:3') { return src; }
export const joined = BASE + '/600x400' + '?text=a';
export const split = 'https://placehold.co/600x400?text=' +
  products[0].title;
export const pre = prefix + 'https://placehold.co/600x400';
const re = /https:\/\/placehold\.co\/600x400/;
const attic = String.raw`https://placehold.co/81x82`;
const obj = { 'https://placehold.co/601x400': 1 };
if (url.startsWith('https://placehold.co/')) skip();
switch (kind) { case 'cat': url = 'https://placekitten.com/g/202/302'; break; }
console.log('see https://placehold.co/600x400 for the picture');
const t = cond ? 'https://placehold.co/83x84' : 'https://placehold.co/85x86';
const m = new Map([['oak', 'https://placehold.co/87x88']]);
const stool = 'https://placehold.co/89x90' as const satisfies string;
const escaped = 'https:\/\/placehold.co/91x92?text=it\'s';
const porch = 'https://placehold.co/93x\
94';
