import assert from 'node:assert/strict';
import { hexOf } from '../../../src/icons/colour';
import { themeColours } from '../../../src/icons/themeColours';
import { project } from './planHelp';

describe('colours of a project', () => {
  it('are read in every notation of CSS', () => {
    const same: Readonly<Record<string, string | undefined>> = {
      '#F0A': '#ff00aa',
      '#ff00aa80': '#ff00aa',
      '#ff00aa10': undefined,
      'rgb(255, 0, 170)': '#ff00aa',
      'rgb(100% 0% 66.6667% / 90%)': '#ff00aa',
      'rgba(1,2,3,.2)': undefined,
      'hsl(320, 100%, 50%)': '#ff00aa',
      'hsl(0.5turn 50% 40%)': '#339999',
      'hsl(-40deg 100% 50%)': '#ff00aa',
      '222.2 47.4% 11.2%': '#0f172a',
      // Blue 600 and orange 500 of Tailwind's palette in both notations.
      'oklch(0.546 0.245 262.881)': '#155dfc',
      'oklch(70.5% 0.213 47.604)': '#ff6900',
      'oklch(1 0 0)': '#ffffff',
      'oklch(0.5 0 none)': '#636363',
      red: undefined,
      'var(--x)': undefined,
      'rgb(from red r g b)': undefined,
      'linear-gradient(#fff, #000)': undefined,
      '': undefined,
    };
    for (const [text, hex] of Object.entries(same)) {
      assert.equal(hexOf(text), hex, text);
    }
  });

  it('come from the manifest, the page, style sheets and Tailwind, in this order', () => {
    const from = project({
      'public/manifest.webmanifest': '{"theme_color":"#B45309","background_color":"#fef3c7"}',
      'index.html': '<head><meta name="theme-color" content="#0ea5e9"></head>',
      'src/globals.css': ':root { --text: #123456; --accent: #e11d48; --primary: hsl(142 71% 45%); --primary-foreground: #aa0000 }',
      'tailwind.config.js': "theme: { extend: { colors: { brand: { 50: '#eeffee', 500: '#7c3aed' } } } }",
    });
    assert.deepEqual(themeColours(from), ['#b45309', '#0ea5e9', '#21c45d', '#7c3aed', '#e11d48', '#fef3c7']);
  });

  it('follow names, take the first of several themes, and pass over comments', () => {
    const css = `/* --primary: #ff0000; */ @theme { --color-blue: oklch(0.546 0.245 262.881); --color-primary: var(--color-blue); }
      .dark { --color-primary: #00ff00; }`;
    assert.deepEqual(themeColours(project({ 'app/globals.css': css })), ['#155dfc']);
    const scss = '$teal: #0d9488; // #ff0000\n$primary: $teal !default;\n$secondary : rgb(1, 2, 250);';
    assert.deepEqual(themeColours(project({ 'styles/_variables.scss': scss })), ['#0d9488', '#0102fa']);
    const loop = ':root { --primary: var(--brand); --brand: var(--primary); }';
    assert.deepEqual(themeColours(project({ 'a.css': loop })), []);
  });

  it('are greys only where there is nothing else, and six at most', () => {
    assert.deepEqual(themeColours(project({ 'a.css': ':root{--primary:#111111;--accent:#f0f}' })), ['#ff00ff']);
    assert.deepEqual(themeColours(project({ 'a.css': ':root{--primary:#111111}' })), ['#111111']);
    const many = Array.from({ length: 20 }, (_, index) => `--brand-${index}: #ff00${String(index + 10)};`).join('');
    assert.equal(themeColours(project({ 'a.css': `:root{${many}}` })).length, 6);
    assert.deepEqual(themeColours(project()), []);
  });
});
