import React from "react";
interface Props { src?: string; alt?: string }
const DEFAULT_AVATAR_COVER = "https://picsum.photos/seed/cover2/1200/300";
const PLACEHOLDERS = Object.freeze({ small: 'https://placehold.co/80x80', large: `https://placehold.co/800x800` });
export const Card: React.FC<Props> = ({ src = "/images/fallback-card.png", alt = "Card" }) => (
  <article>
    <h3>Linen shirt</h3>
    <img src={src} alt={alt} onError={({ currentTarget }) => { currentTarget.onerror = null; currentTarget.src = "/images/fallback-card.png"; }} />
    <img src="https://placehold.co/82x82" />
    <Image src={"https://placehold.co/" + "83x83"} alt="joined" width={83} height={83} />
    <Image src="https://placehold.co/84x84" alt={t('card.alt')} width={84} height={84} />
    <Image src="/images/shirt.webp" alt="Shirt on a hanger" width={600} height={800} placeholder="blur" blurDataURL="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" />
    <Image src="https://source.unsplash.com/random" alt="Random" width={'640'} height={"480"} />
    <Image src={`/images/${slug}.png`} alt="dyn" width={1} height={1} />
    <Image loader={({ src }) => `https://placehold.co/${src}`} src="85x85" alt="loader" />
    {/* eslint-disable-next-line */}
    <img {...props} src="https://placehold.co/86x86" alt="After a spread" /> // <img src="https://placehold.co/87x87" alt="Text that looks like a comment" />
    {src ? <img src={src} /> : <img src='https://placehold.co/88x88' alt='Else branch' />}
    {src && (
      // comment https://placehold.co/1x16
      <img /* c */ src="https://placehold.co/89x89" // trailing
        alt="With comments" />
    )}
    <li>It's &quot;here&quot; {`https://placehold.co/600x400`.length}</li>
  </article>
);
