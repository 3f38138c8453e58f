export interface Product {
  name: string;
  notes: string;
  /** In cents. */
  price: number;
  image?: string;
  /** What the picture shows; its name, if nothing better is known. */
  alt?: string;
}

/** Shown until a product has a picture of its own. */
const paperBagPicture =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='320' height='240'%3E%3Crect width='320' height='240' fill='%23ccc'/%3E%3C/svg%3E";

export function ProductCard({ product }: { product: Product }) {
  return (
    <article className="card">
      <img src={product.image ?? paperBagPicture} width={320} height={240} alt={product.alt ?? product.name} />
      <h3>{product.name}</h3>
      <p>{product.notes}</p>
      <p>${(product.price / 100).toFixed(2)}</p>
    </article>
  );
}

export function Roaster() {
  return (
    <aside className="roaster">
      <img src="https://placehold.co/160x160.png" width={160} height={160} alt="Portrait of Ines, our head roaster, in a leather apron" />
      <img
        src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGM4AwAAzgDN1GaQsAAAAABJRU5ErkJggg=="
        width={640}
        height={360}
        alt="The old drum roaster at work, seen from the side"
      />
      <p>Ines roasts every batch herself, by ear.</p>
    </aside>
  );
}
