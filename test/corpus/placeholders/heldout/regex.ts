const a = x.replace(/'/g, "''"), b = 'https://placehold.co/620x630';
const c = (1 + 2) / 3; const d = 'https://placehold.co/621x631'; const e = 4 / 2;
if (ok) /"/.test(s) && use('https://placehold.co/622x632');
const f = arr[0] / 2 + "https://placehold.co/623x633".length / 1;
return_ = () => /[/'"]/;
const g = 'https://placehold.co/624x634';
const h = i++ / 2; const j = { image: 'https://placehold.co/625x635' } / 1;
const k = `${a / b} ${/`/.source} ${'}'}` + ''; const l = 'https://placehold.co/626x636';
const m = <string>'https://placehold.co/627x637';
const n = y! / 2; const o = 'https://placehold.co/628x638'; const p = z! / 3;
for (;;) { img = 'https://placehold.co/629x639'; break; }
const gallery: Record<'image', string> = { image: 'https://placehold.co/630x640' };
enum E { Cover = 'https://placehold.co/631x641' }
@deco({ image: 'https://placehold.co/632x642' }) class K { static cover = 'https://placehold.co/633x643'; #p = 'https://placehold.co/634x644'; }
export * as q from './x'; import w = require('./pic.png'); const v = await import('./pic2.webp');
const str = 'line \
https://placehold.co/600x400';
#!not
