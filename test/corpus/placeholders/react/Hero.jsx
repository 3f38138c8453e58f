import banner from './assets/banner.jpg';
import Logo from './assets/logo.svg';
import { useState } from 'react';

const FALLBACK = 'https://placehold.co/600x400?text=Loading';

export default function Hero({ image = 'https://picsum.photos/1200/600', width }) {
  const [avatar, setAvatar] = useState('https://placehold.co/96x96');
  return (
    <section className="hero relative">
      <h1>Learn to sail</h1>
      {/* <img src="https://placehold.co/11x11" /> */}
      <img src={image} alt="Boat" />
      <img src="https://placehold.co/640x360" alt="Boat on calm water" />
      <img src={'https://placehold.co/641x360'} alt={'Harbour at night'} />
      <img src={`https://placehold.co/${width}x300`} alt="computed" />
      <img src={avatar ?? `https://placehold.co/128`} className="w-32 h-32 rounded-full" />
      <div style={{ backgroundImage: 'url(https://placehold.co/900x300)' }} title="Map of the bay" />
      <img src={photo} onError={(e) => { e.currentTarget.src = 'https://placehold.co/77x77'; }} alt="Crew" />
      <a href={'https://placehold.co/600x400'}>not a picture</a>
    </section>
  );
}
