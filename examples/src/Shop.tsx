import { products } from './data/products.js';
import { ProductCard, Roaster } from './ProductCard';

export function Shop() {
  return (
    <>
      <h2>Everything for the first cup</h2>
      <div className="cards">
        {products.map((product) => (
          <ProductCard key={product.name} product={product} />
        ))}
      </div>
      <a className="subscription" href="mailto:beans@northwind.example?subject=Subscription">
        <img
          src="https://fakeimg.pl/960x320/2b2118/faf6f0/?text=Every+second+Friday"
          width={960}
          height={320}
          alt="A courier on a cargo bike hands over a bag of coffee at a blue door"
        />
        <span>A fresh bag every second Friday, from 14 a month</span>
      </a>
      <Roaster />
    </>
  );
}
