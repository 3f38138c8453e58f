/** What the shop sells. Prices are in cents. */
export const products = [
  {
    name: 'Hand grinder',
    notes: 'Steel burrs, a walnut handle, quiet enough for six in the morning.',
    price: 8900,
    image: 'https://placeimg.com/320/240/tech',
    alt: 'A steel hand grinder with a walnut handle on a kitchen board',
  },
  {
    name: 'Enamel mug',
    notes: 'Cream with a blue rim. Survives the boat.',
    price: 1600,
    image: 'https://dummyimage.com/320x240/faf6f0/2b2118&text=Enamel+mug',
    alt: 'A cream enamel mug with a blue rim on a wet jetty',
  },
  {
    name: 'Pour-over set',
    notes: 'Glass server, paper filters, and the card with our recipe.',
    price: 4200,
    image: 'https://loremflickr.com/320/240/coffee,pourover',
    alt: 'A glass pour-over set with coffee dripping through the filter',
  },
  {
    name: 'Moka pot',
    notes: 'For three small cups or one long night.',
    price: 3400,
    image: 'http://lorempixel.com/320/240/food',
    alt: 'An aluminium moka pot on a gas flame',
  },
  {
    name: 'Shop cat calendar',
    notes: 'Twelve months of Biscuit, asleep on sacks from twelve countries.',
    price: 1900,
    image: 'https://placekitten.com/320/240',
    alt: 'A ginger cat asleep on a burlap sack of coffee beans',
  },
  {
    name: 'Gift card',
    notes: 'Any amount, sent by post with a drawing of the harbour.',
    price: 2500,
    image: 'https://dummyjson.com/image/320x240/008080/ffffff?text=Gift+card',
    alt: 'A paper gift card with an ink drawing of a small harbour',
  },
  {
    // Comes with the next ship; no picture yet.
    name: 'Kenya AA, 250 g',
    notes: 'Blackcurrant and tomato leaf. From the first of May.',
    price: 1500,
  },
];
