const SHOTS = [
  ['https://picsum.photos/id/50/600/400', 'Seagull'],
  ['https://picsum.photos/id/51/600/400', 'Pier'],
];
const Tile = ({ url, caption }) => <figure><img src={url} alt={caption} /><figcaption>{caption}</figcaption></figure>;

export const Gallery = ({ title = "Holiday pictures", shots = SHOTS, cover = `https://placehold.co/1000x333` }) => (
  <>
    <h2 className="sr-only">Pictures of the coast</h2>
    <img className="gallery__cover" src="https://placehold.co/1001x333" />
    {shots.length ? shots.map(([url, caption]) => <Tile key={url} url={url} caption={caption} />) : <img src="https://placehold.co/1002x333" alt="Nothing here yet" />}
    <Tile url="https://placehold.co/1003x333" caption="Lighthouse" />
    <picture>
      <source srcSet="https://placehold.co/800x268 800w" media="(max-width: 800px)" />
      <img src={"https://placehold.co/1004x333"} alt={`Coast ${title}`} />
    </picture>
    <img alt="Don't" src='https://placehold.co/1005x333' onError={fallback('https://placehold.co/1006x333')}/>
  </>
);
