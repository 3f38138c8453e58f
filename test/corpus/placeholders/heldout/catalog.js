'use strict';
module.exports = {
  siteMetadata: { title: 'Gatsby Barn', image: '/barn-og.jpg', siteUrl: 'https://placehold.co' },
  plugins: [{ resolve: 'gatsby-plugin-manifest', options: { name: 'barn', icon: 'src/images/icon.png' } }],
};
const seed = [
  ['Ash bench', 'https://picsum.photos/seed/ash/400/300', 120],
  ['Elm stool', "https://picsum.photos/seed/elm/400/300", 80],
];
const users = Array.from({ length: 3 }, (_, i) => ({ name: 'User ' + i, photo: `https://picsum.photos/id/${i}/200/200` }));
export const POST = { title: 'Barn roof', body: '<p>Text <img src=\'https://placehold.co/420x520\' alt=\'Roof beam\'></p>' };
$('#hero').css('background-image', 'url(https://placehold.co/421x521)').attr('src', 'https://placehold.co/422x522');
const $img = $('<img>', { src: 'https://placehold.co/423x523', alt: 'jQuery barn' });
img.onerror = () => { img.src = 'https://placehold.co/424x524'; };
img.onload = null; img.src = 'https://placehold.co/425x525';
el.innerHTML = `<div style="background:url('https://placehold.co/426x526')"><img src="${u}" onerror="this.src='/img/oops.png'"></div>`;
el.innerHTML = '<img src="https://placehold.co/' + w + 'x200">';
el.innerHTML = "<img src='" + url + "'><img src='https://placehold.co/427x527' alt='Second'>";
const q = { a: 1, ...b, image: c ? 'https://placehold.co/428x528' : d, title: 'Hay loft' };
const size = '300x200', host = 'https://placehold.co';
const url2 = [host, size].join('/'), url3 = host.concat('/', size);
const url4 = 'https://placehold.co/300x200'.replace('300', w);
const t = tag`https://placehold.co/${w}/x`;
assert.equal(a, 'b'); // 'https://placehold.co/1x33'
/* 'https://placehold.co/1x34' */ const z = { src: /* 'https://placehold.co/1x35' */ 'https://placehold.co/429x529' };
const eq = { image: 'https:' + '//placehold.co/300x200' };
const emptyImg = { image: "" };
function A(image = 'https://placehold.co/430x530', { cover = "https://placehold.co/431x531" } = {}) {}
class B { image = 'https://placehold.co/432x532'; static defaults = { photo: 'https://placehold.co/433x533', alt: 'Barn owl box' }; get src() { return this._src || 'https://placehold.co/434x534' } }
export { default as pic } from './pic.jpg';
import('./lazy.png').then(m => m);
new URL('./asset.webp', import.meta.url).href;
const files = ['a.png', './b.jpg'], name = 'report.png';
upload('report.png'); fs.writeFileSync('out/shot.png', buf); expect(page).toHaveScreenshot('home.png');
const links = { docs: 'https://placehold.co/docs', api: 'https://dummyjson.com/products?limit=3', feed: 'https://loremflickr.com/rss/d/3/4' };
