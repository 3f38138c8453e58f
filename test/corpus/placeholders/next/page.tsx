import hero from '@/public/hero.webp';
import Image from 'next/image';
import { PlaceHolderImages } from '@/lib/placeholder-images';

export default async function Page({ searchParams }: { searchParams: Promise<{ q?: string }> }) {
  const { q = 'all' } = await searchParams;
  const image = PlaceHolderImages.find((i) => i.id === 'hero');
  return (
    <main>
      <section>
        <h2>Rooms by the sea</h2>
        <Image src="https://picsum.photos/seed/room1/600/400" alt="Double room" width={600} height={400} data-ai-hint="hotel room" />
        <Image src={`https://picsum.photos/seed/${q}/600/400`} alt="dynamic" width={600} height={400} />
        <Image fill className="object-cover" src="/placeholder.svg" alt="" />
      </section>
      <section>
        <Image src="https://placehold.co/300x300" alt="" width={300} height={300} />
        <h2>Breakfast</h2>
      </section>
    </main>
  );
}
