import type { FC } from 'react';
import Image from 'next/image';

interface Product<T = string> { id: number; name: T; image?: string }

const products: Product[] = [
  { id: 1, name: 'Linen shirt', image: 'https://placehold.co/400x500' },
  { id: 2, name: "Wool scarf", image: "https://placehold.co/400x500?text=400x500" },
  { id: 3, name: 'Straw hat', image: `https://placehold.co/400x501` },
];

const pick = <T,>(list: T[]): T | undefined => list[0];

export const ProductGrid: FC = () => (
  <ul className="grid grid-cols-3">
    {products.map((p) => (
      <li key={p.id}>
        <Image src={p.image || '/placeholder.svg?height=500&width=400'} alt={p.name} width={400} height={500} />
      </li>
    ))}
    <li><Image src="/images/summer-sale.png" alt="Summer sale" width={800} height={200} /></li>
    <li><Image src="https://picsum.photos/300" data-ai-hint="beach umbrella" alt="Third tile" width="300" height={300} /></li>
    <li><Image src={"https://source.unsplash.com/featured/?sea"} alt="Sea" width={320} height={240} blurDataURL="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==" /></li>
  </ul>
);
