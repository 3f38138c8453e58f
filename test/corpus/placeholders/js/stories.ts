import type { Meta } from '@storybook/react';
const meta: Meta<typeof Card> = { title: 'Components/Card', component: Card };
export default meta;
export const Default = { args: { title: 'Mountain hut', image: 'https://picsum.photos/id/29/640/400', alt: 'Hut in snow' } };
export const NoTitle = { args: { image: `https://picsum.photos/id/30/640/400` } };
export const Srcset = { args: { srcSet: 'https://placehold.co/320x240 1x, https://placehold.co/640x480 2x', src: 'https://placehold.co/320x240' } };
function gravatar(hash: string, fallback = 'https://placehold.co/65x65'): string { return `https://gravatar.example/${hash}?d=${fallback}`; }
type Size<T extends string> = T extends 'a' ? 1 : 2;
const typed = <HTMLImageElement>document.querySelector('img');
typed.setAttribute('src', 'https://placehold.co/66x66');
