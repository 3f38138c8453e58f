import assert from 'node:assert/strict';
import { defaultFileName, fileNameFrom, numbered, promptSubject, safeName, type NameFacts } from '../../src/core/naming';

const facts: NameFacts = {
  prompt: 'A red fox in the snow',
  width: 1200,
  height: 630,
  model: 'openai/gpt-image-2',
  quality: 'medium',
  format: 'png',
  date: new Date(2026, 2, 1, 14, 25, 30),
};
const nameOf = (prompt: string): string => fileNameFrom(defaultFileName, { ...facts, prompt });
const bytes = (text: string): number => new TextEncoder().encode(text).length;
const template =
  'Scene: a harbour at dusk\nSubject: the old lighthouse keeper\nImportant details: 35mm\nUse case: editorial photo\nConstraints: no text';

describe('names of files', () => {
  describe('from the prompt', () => {
    for (const [prompt, name] of [
      ['A red fox in the snow', 'red-fox-snow'],
      ['A fox', 'fox'],
      ['Create an image of a cozy café on the Champs-Élysées', 'cozy-cafe-champs-elysees'],
      ['Please generate a photo of two dogs', 'two-dogs'],
      ['Generate a picture showing the skyline', 'skyline'],
      ['icon of a bell', 'icon-bell'],
      ['Red fox in snow. Soft light, 35mm, bokeh', 'red-fox-snow'],
      ['Hi. Red fox in snow', 'hi-red-fox-snow'],
      ['the', 'the'],
      ['Straße in Łódź, Smørrebrød & Œuvre', 'strasse-lodz-smorrebrod-oeuvre'],
      ['Việt Nam ngày đẹp', 'viet-nam-ngay-dep'],
      ["The dog's bowl, don't eat", 'dogs-bowl-dont-eat'],
      ['Ｆｕｌｌ width ２', 'full-width-2'],
      ['雪の中の赤い狐', '雪の中の赤い狐'],
      ['Красивый Йога-центр', 'красивый-йога-центр'],
      ['Йога'.normalize('NFD'), 'йога'],
      ['hero 🦊🔥', 'hero'],
      ['🦊🔥', 'image'],
      ['', 'image'],
      ['  ?!…  ', 'image'],
      ['../../etc/passwd', 'etc-passwd'],
      ['con', 'con-image'],
      ['v2.5 release banner', 'v2-5-release-banner'],
      [
        'a very long prompt about mountains and rivers and clouds and everything beneath the sky',
        'long-prompt-about-mountains-rivers-clouds',
      ],
      ['x'.repeat(100), 'x'.repeat(44)],
      [template, 'old-lighthouse-keeper'],
      ['Scene: a harbour. Subject: an old boat Important details: rust', 'old-boat'],
      ['Scene: a harbour at dusk\nSubject:\nConstraints: no text', 'harbour-dusk'],
      ['Scene: [where this happens]\nSubject: [who or what]\nImportant details: brass, patina', 'brass-patina'],
      ['The subject of the talk', 'subject-talk'],
    ] as const) {
      it(JSON.stringify(prompt.slice(0, 40)), () => assert.equal(nameOf(prompt), name));
    }
  });

  describe('from a template', () => {
    for (const [text, name] of [
      ['{prompt}-{size}', 'red-fox-snow-1200x630'],
      ['{date}_{time}_{prompt}', '2026-03-01_142530_red-fox-snow'],
      ['{width}w-{height}h', '1200w-630h'],
      ['{model}-{quality}', 'gpt-image-2-medium'],
      ['{prompt}.{format}', 'red-fox-snow'],
      ['{prompt}-{nonsense}', 'red-fox-snow'],
      ['{nonsense}-{prompt}', 'red-fox-snow'],
      ['{prompt}-{nonsense}-{size}', 'red-fox-snow-1200x630'],
      ['{constructor}{__proto__}', 'image'],
      ['{prompt}-{index}', 'red-fox-snow'],
      ['', 'red-fox-snow'],
      ['assets/{prompt}.png', 'assets-red-fox-snow'],
      ['plain', 'plain'],
    ] as const) {
      it(JSON.stringify(text), () => assert.equal(fileNameFrom(text, facts), name));
    }
    it('counts', () => assert.equal(fileNameFrom('{prompt}-{index}', { ...facts, index: 3 }), 'red-fox-snow-3'));
    it('reads no tokens of the prompt', () => assert.equal(fileNameFrom('{prompt}', { ...facts, prompt: '{date} {size}' }), 'date-size'));
    it('takes the part of the model that tells', () =>
      assert.equal(fileNameFrom('{model}', { ...facts, model: 'fal-ai/gpt-image-1/edit-image' }), 'gpt-image-1-edit-image'));
  });

  describe('made safe', () => {
    for (const [typed, name] of [
      ['hero', 'hero'],
      ['Hero Image', 'Hero Image'],
      ['hero.png', 'hero'],
      ['hero.PNG', 'hero'],
      ['hero.png.jpeg', 'hero'],
      ['hero.v2', 'hero.v2'],
      ['.png', 'png'],
      ['a/b\\c:d*e?f"g<h>i|j', 'a-b-c-d-e-f-g-h-i-j'],
      ['..', 'image'],
      ['../../x', 'x'],
      ['.hidden', 'hidden'],
      ['name. . .', 'name'],
      ['what?', 'what'],
      ['CON', 'CON-image'],
      ['con.txt', 'con-image.txt'],
      ['nul.png', 'nul-image'],
      ['COM¹', 'COM¹-image'],
      ['lpt9.a.b', 'lpt9-image.a.b'],
      ['CONIN$', 'CONIN$-image'],
      ['con .x', 'con-image .x'],
      ['console', 'console'],
      ['com10', 'com10'],
      ['a\u0000b\u0007c', 'abc'],
      ['a\tb\nc', 'a b c'],
      ['photo\u202egnp.exe', 'photognp.exe'],
      ['a\u200bb\ufeffc\u2066d', 'abcd'],
      ['\ud800x\udfff', 'x'],
      ['e\u0301', 'é'],
      ['\u3164', 'image'],
      ['', 'image'],
      ['   ', 'image'],
      ['---', 'image'],
    ] as const) {
      it(JSON.stringify(typed), () => assert.equal(safeName(typed), name));
    }

    it('cuts at 120 bytes, and no character in two', () => {
      assert.equal(safeName('é'.repeat(200)), 'é'.repeat(60));
      assert.equal(safeName('雪'.repeat(200)), '雪'.repeat(40));
      assert.equal(safeName(`${'x'.repeat(118)}👩‍🚀👩‍🚀`), 'x'.repeat(118));
      assert.ok(bytes(safeName(`e${'\u0317'.repeat(500)}`)) <= 120);
      assert.equal(safeName(`${'x'.repeat(115)}.png.something-more`), 'x'.repeat(115));
    });

    it('holds for hostile names', () => {
      const pieces = [
        'con',
        'aux',
        '.',
        '..',
        ' ',
        '-',
        '/',
        '\\',
        ':',
        '*',
        '\u0000',
        '\u202e',
        '\u200d',
        '\ud83d',
        '\udc69',
        '👩‍🚀',
        'é',
        'e\u0301',
        '雪',
        'x'.repeat(60),
        '.png',
        '.JPG',
        'COM¹',
        '$',
        '\u00a0',
        '\u2028',
        '\u0317',
        'ﷺ',
        '~',
        '%',
        '🏳️‍🌈',
        'क्षि',
        '{prompt}',
      ];
      const random = seeded(7);
      for (let run = 0; run < 5000; run += 1) {
        const name = Array.from({ length: Math.floor(random() * 9) }, () => pieces[Math.floor(random() * pieces.length)] ?? '').join('');
        const safe = safeName(name);
        const about = JSON.stringify([name, safe]);
        assert.ok(safe.length > 0 && bytes(safe) <= 120, about);
        assert.doesNotMatch(safe, /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}]|^[. -]|[. -]$|\.(?:png|jpe?g)$/iu, about);
        assert.doesNotMatch(safe, /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|$)/i, about);
        assert.equal(safeName(safe), safe, about);
        assert.equal(safe.normalize('NFC'), safe, about);
        assert.ok(bytes(numbered(safe, 17)) <= 120 && numbered(safe, 17).endsWith('-17'), about);
      }
    });
  });

  it('numbers what is taken', () => {
    assert.deepEqual(
      [1, 2, 3].map((n) => numbered('hero', n)),
      ['hero', 'hero-2', 'hero-3'],
    );
    assert.equal(numbered('icon-32', 2), 'icon-32-2');
    assert.equal(numbered('x'.repeat(120), 12), `${'x'.repeat(117)}-12`);
    assert.equal(bytes(numbered('雪'.repeat(40), 2)), 119);
  });

  it('finds what a prompt is about', () => {
    assert.equal(promptSubject(template), 'the old lighthouse keeper');
    assert.equal(promptSubject('SCENE: x\r\nSUBJECT: y\r\n'), 'y');
    assert.equal(promptSubject('Draw me a sheep'), 'a sheep');
    assert.equal(promptSubject('make'), 'make');
  });
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}
