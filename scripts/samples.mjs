// Draws the pictures of examples/ that can be edited: a screenshot of a page and a photograph-like view.
//   node scripts/samples.mjs
import path from 'node:path';
import sharp from 'sharp';

const folder = path.join(import.meta.dirname, '../examples/public/images');

const product = (x, name, price, colour) => `
  <g transform="translate(${x} 300)">
    <rect width="280" height="340" rx="10" fill="#ffffff" stroke="#e3ddd3"/>
    <rect x="16" y="16" width="248" height="170" rx="6" fill="${colour}"/>
    <path d="M110 60h60l10 100h-80z" fill="#ffffff" opacity="0.85"/>
    <text x="16" y="222" font-size="20" font-weight="600" fill="#2b2118">${name}</text>
    <text x="16" y="250" font-size="15" fill="#7a6c5d">250 g, whole beans</text>
    <text x="16" y="306" font-size="20" font-weight="600" fill="#2b2118">${price}</text>
    <rect x="164" y="278" width="100" height="40" rx="20" fill="#b4552d"/>
    <text x="214" y="304" font-size="15" fill="#ffffff" text-anchor="middle">Add</text>
  </g>`;

const page = `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="800" font-family="DejaVu Sans, Arial, sans-serif">
  <rect width="1280" height="800" fill="#f7f3ec"/>
  <rect width="1280" height="72" fill="#2b2118"/>
  <text x="40" y="46" font-size="24" font-weight="700" fill="#f7f3ec">Northwind Coffee</text>
  <text x="820" y="45" font-size="16" fill="#d9cbb8">Beans</text>
  <text x="910" y="45" font-size="16" fill="#d9cbb8">Visit</text>
  <text x="1000" y="45" font-size="16" fill="#d9cbb8">Journal</text>
  <rect x="1120" y="18" width="120" height="36" rx="18" fill="#b4552d"/>
  <text x="1180" y="42" font-size="15" fill="#ffffff" text-anchor="middle">Basket (2)</text>
  <text x="40" y="150" font-size="38" font-weight="700" fill="#2b2118">Your order</text>
  <text x="40" y="188" font-size="17" fill="#7a6c5d">Roasted today, at your door before eight.</text>
  <rect x="40" y="220" width="1200" height="48" rx="8" fill="#efe7da"/>
  <text x="60" y="251" font-size="16" fill="#7a6c5d">Delivery on Thursday, 6:30 to 8:00. Free in the city.</text>
  ${product(40, 'Harbour Blend', '€ 12.50', '#8d5a3b')}
  ${product(347, 'Yirgacheffe', '€ 14.00', '#c58f4a')}
  ${product(653, 'Night Shift', '€ 11.00', '#56445d')}
  ${product(960, 'Pier Four', '€ 13.20', '#3f6b66')}
  <text x="40" y="716" font-size="20" font-weight="600" fill="#2b2118">Total € 26.50</text>
  <rect x="1040" y="684" width="200" height="52" rx="26" fill="#2b2118"/>
  <text x="1140" y="717" font-size="17" fill="#ffffff" text-anchor="middle">Pay now</text>
</svg>`;

const harbour = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800">
  <defs>
    <linearGradient id="sky" x2="0" y2="1"><stop stop-color="#f3c48b"/><stop offset="0.55" stop-color="#d9785b"/><stop offset="1" stop-color="#6a4a5e"/></linearGradient>
    <linearGradient id="sea" x2="0" y2="1"><stop stop-color="#7d5a62"/><stop offset="1" stop-color="#1f2a3a"/></linearGradient>
  </defs>
  <rect width="1200" height="470" fill="url(#sky)"/>
  <circle cx="820" cy="360" r="62" fill="#ffe2ac"/>
  <path d="M0 430 180 360 320 410 470 330 640 420 800 380 980 430 1200 390V480H0Z" fill="#4b3547"/>
  <rect y="470" width="1200" height="330" fill="url(#sea)"/>
  ${Array.from({ length: 60 }, (_, i) => `<rect x="${(i * 397) % 1200}" y="${480 + ((i * 53) % 310)}" width="${30 + ((i * 29) % 90)}" height="2" fill="#f0b27e" opacity="${0.08 + (i % 7) * 0.05}"/>`).join('')}
  <path d="M240 560h220l-40 60H285z" fill="#241a22"/><rect x="345" y="420" width="6" height="140" fill="#241a22"/><path d="M352 430 430 545H352Z" fill="#e9d3b4"/>
</svg>`;

/** Grain as a camera leaves it, from a fixed seed. */
function grain(width, height) {
  const data = Buffer.alloc(width * height * 3);
  let state = 12345;
  for (let i = 0; i < data.length; i += 3) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data.fill(112 + (state >>> 27), i, i + 3);
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

await sharp(Buffer.from(page)).removeAlpha().png({ compressionLevel: 9 }).toFile(path.join(folder, 'order-page.png'));
await sharp(Buffer.from(harbour))
  .removeAlpha()
  .composite([{ input: await grain(1200, 800), blend: 'soft-light' }])
  .jpeg({ quality: 80, chromaSubsampling: '4:2:0' })
  .toFile(path.join(folder, 'harbour.jpg'));
