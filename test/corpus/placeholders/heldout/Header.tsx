/* eslint-disable @next/next/no-img-element */
import React from 'react';
import { placeholder } from './placeholder.png';
import './hero.css';
import bg from "../../public/bg.jpg";

type Props = Readonly<{ src: string; alt?: string | null }>;
const avatarUrl = (name: string): string => `https://ui-avatars.com/api/?name=${encodeURIComponent(name)}`;
const cards: Array<{ title: string; image: string }> = [
  { title: "Cedar planter", image: "https://placehold.co/400x500/png" },
  { "title": 'Fern stand', "image": 'https://placehold.co/401x501/png' },
];
const map: Record<string, string> = { oak: '/woods/oak.jpg', pine: '/woods/pine.jpg' };
const images = { oak: '/woods/oak2.jpg', 'pine': "/woods/pine2.jpg" };

export default async function Header({ params: { slug }, image = cards[0]!.image ?? 'https://placehold.co/402x502' }: Props & { params: { slug: string } }) {
  const res = await fetch(`https://placehold.co/${slug}`);
  const ok = res.ok && /^https:\/\/picsum\.photos\/\d+/.test(image);
  if (!ok) return <img src="https://placehold.co/403x503" alt="Not found plant" />;
  return (
    <header style={{ background: `url(${bg})`, backgroundImage: "url('/img/leaf.png')" }}>
      <h1>
        {slug}
      </h1>
      <h2>Planters for <b>small</b> rooms</h2>
      <img src="https://placehold.co/404x504"
           srcSet="https://placehold.co/404x504 1x, https://placehold.co/808x1008 2x" />
      <img src={image || undefined} alt="dyn" />
      <img
        // src="https://placehold.co/1x31"
        src="https://placehold.co/405x505" /* https://placehold.co/1x32 */
        {...(ok && { alt: 'spread' })}
      />
      <Tooltip title="See https://placehold.co/600x400"><span>x</span></Tooltip>
      <Trans>Don't use <code>https://placehold.co/600x400</code></Trans>
      <svg><image href="/img/vector.png" width="20" height="20" /><use href="#a" /></svg>
      <Image src={"/img/" + slug + ".png"} alt="" width={1} height={1} />
      <Image src={`https://picsum.photos/seed/${slug}/200/300`} alt="" width={1} height={1} />
      <Image src={ok ? `https://placehold.co/406x506` : `https://placehold.co/${slug}`} alt="Half computed" />
      <Image
        src={
          // fallback below
          props.src
            ?? "https://placehold.co/407x507"
        }
        alt={"Planter \"Nora\""}
      />
      <Box sx={{ backgroundImage: { xs: 'url(https://placehold.co/408x508)', md: 'url("https://placehold.co/1408x508")' } }} />
      <CardMedia component="img" image="https://placehold.co/409x509" title="Moss wall" />
      <Avatar alt="Remy Sharp" src="/static/images/avatar/1.jpg" />
      <Hero backgroundImage="https://placehold.co/410x510" heading="no" subtitle="x" />
      <Og.Image url="https://placehold.co/411x511" />
    </header>
  );
}
