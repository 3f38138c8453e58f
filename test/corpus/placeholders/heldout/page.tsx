'use client';
import Image from 'next/image';
import heroPic from '@/public/hero.jpg';

// <Image src="https://placehold.co/1x1" />
const SIZE = 320;

export default function Page({ user, items }: Props) {
  return (
    <main>
      {/* <img src="https://placehold.co/2x2" alt="commented" /> */}
      <h1 className="t">Welcome to Fjord Outfitters</h1>
      <Image src={heroPic} alt="Fjord at sunrise" priority />
      <Image src="https://placehold.co/1200x500.png" alt="Kayaks on a beach" width={1200} height={500} data-ai-hint="kayak beach" />
      <Image src={'/placeholder.svg?height=40&width=300'} alt="Partner logo" width={300} height={40} />
      <Image src="/placeholder.svg" alt="Team photo" width={480} height={320} />
      <Image src="/img/boots.png" alt={`Boots ${user.name}`} fill sizes="100vw" />
      <img src={`https://placehold.co/${SIZE}`} alt="computed" />
      <img src={`https://placehold.co/400x401`} alt={'Tent under stars'} />
      <img src={user.avatar ?? "https://ui-avatars.com/api/?name=A+B"} alt="avatar" />
      <img src={user.cover || 'https://picsum.photos/seed/cover/1500/400'} alt="Cover of the profile" />
      <img
        src="https://via.placeholder.com/350x150"
        onError={(e) => { e.currentTarget.src = 'https://placehold.co/350x151?text=Broken'; }}
        alt="Rope &amp; anchor"
      />
      <img src="" alt="Empty" />
      <a href="https://placehold.co/600x400">placeholder</a>
      <input placeholder="https://placehold.co/600x400" defaultValue="https://placehold.co/603x403" />
      <p>Type https://placehold.co/600x400 here, it's fine</p>
      <div style={{ backgroundImage: 'url(https://placehold.co/900x300)', width: 900 }} className="promo" />
      <div style={{ backgroundImage: `url("https://placehold.co/901x301")` }} />
      <div style={{ backgroundImage: `url(${user.bg})` }} />
      <div className="bg-[url('https://placehold.co/902x302')] h-40" />
      <video poster="https://picsum.photos/902/303" />
      {items.map((item) => (
        <Card key={item.id} image="https://loremflickr.com/320/240/dog,park" title={item.title} />
      ))}
      <Card image="https://loremflickr.com/321/241/mountain" title="Trail running" />
      <Avatar src="https://placehold.co/64x64" aria-label="Guide Ola Nordmann" />
      <Gallery images={["https://placehold.co/500x501", 'https://placehold.co/500x502']} />
      <source srcSet="https://placehold.co/600x300 1x, https://placehold.co/1200x600 2x" />
      <Picture {...{ src: 'https://placehold.co/610x310', alt: 'Spread compass' }} />
    </main>
  );
}
