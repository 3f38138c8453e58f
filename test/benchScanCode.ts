/** Pieces of ordinary code, of which the files of `benchScanTree.ts` are put together. */
export type Language = 'ts' | 'tsx' | 'js' | 'html' | 'css' | 'scss' | 'md' | 'json' | 'vue';

/** What the files of a project are, repeated as often as they occur. */
export const languages: readonly { readonly extension: Language }[] = Object.entries({
  ...{ ts: 30, tsx: 22, js: 16, md: 8, scss: 5, css: 5, html: 5, json: 5, vue: 4 },
} satisfies Record<Language, number>).flatMap(([extension, times]) =>
  Array.from({ length: times }, () => ({ extension: extension as Language })),
);

const nouns =
  'order customer price basket address parcel invoice product stock filter label total discount voucher courier shelf batch origin'.split(
    ' ',
  );
const verbs = 'load save find merge update remove format check sort select open close render parse count apply submit print'.split(' ');
const traits = 'first last open paid late empty valid local daily shared default recent hidden active ready visible'.split(' ');

interface Words {
  readonly noun: string;
  readonly other: string;
  readonly verb: string;
  readonly trait: string;
  readonly number: number;
}

type Template = (words: Words) => string;

const script: readonly Template[] = [
  ({ noun, other, verb, trait, number }) => `/** Looks for the ${trait} ${noun} and leaves every ${other} as it was. */
export async function ${verb}${title(noun)}${title(other)}(${noun}Id, options = {}) {
  const { ${other}s, limit = ${number}, ...rest } = options;
  const answer = await fetch(\`\${baseUrl}/api/${noun}s/\${${noun}Id}?limit=\${limit}\`, { headers: { accept: 'application/json' }, ...rest });
  if (!answer.ok) {
    throw new Error(\`The ${noun} could not be loaded: \${answer.status} \${answer.statusText}\`);
  }
  const ${noun} = await answer.json();
  return ${other}s.filter((one) => one.${trait} && one.${noun}Id === ${noun}.id).map((one) => ({ ...one, ${trait}: one.${trait} ?? false }));
}
`,
  ({ noun, other, verb, trait, number }) => `import { ${verb}${title(noun)} } from '../${noun}/${verb}-${noun}';
import { use${title(other)} } from '@shop/${other}s';

const ${trait}${title(noun)}s = new Map();
const maximum = ${number} * 1000;

export class ${title(trait)}${title(noun)}Store {
  constructor(${other}s, clock = Date.now) {
    this.${other}s = ${other}s;
    this.clock = clock;
    this.seen = ${trait}${title(noun)}s.size > 0;
  }

  get ${trait}() {
    return this.${other}s.length > 0 ? this.${other}s[this.${other}s.length - 1].${noun} : undefined;
  }

  ${verb}(${noun}) {
    if (${noun}.total > maximum || this.clock() - ${noun}.createdAt > 86_400_000) {
      return false;
    }
    ${trait}${title(noun)}s.set(${noun}.id, { ...${noun}, ${other}: this.${other}s.at(-1) });
    return true;
  }
}
`,
  ({
    noun,
    other,
    verb,
    trait,
    number,
  }) => `// See https://developer.mozilla.org/docs/Web/API/${title(noun)} and the notes in docs/${noun}.md.
export const ${noun}Options = {
  name: '${trait} ${noun}',
  endpoint: 'https://api.northwind.example/v2/${noun}s',
  timeout: ${number},
  retry: { times: ${number % 7}, wait: (attempt) => Math.min(attempt ** 2 * 100, ${number}) },
  ${other}: { src: '../${other}/${trait}', href: "/${noun}s/${verb}", data: undefined },
};

it('${verb}s the ${noun} of a ${trait} ${other}', () => {
  const ${noun} = { id: '${noun}-${number}', ${other}s: [{ id: ${number}, ${trait}: true }], total: ${number / 4} };
  expect(${verb}(${noun}, ${noun}Options)).toEqual({ ok: true, value: ${noun}.${other}s[0] });
  expect(() => ${verb}(undefined)).toThrow(/no ${noun}/i);
});
`,
];

const jsx: readonly Template[] = [
  ({
    noun,
    other,
    verb,
    trait,
    number,
  }) => `export function ${title(trait)}${title(noun)}({ ${noun}, on${title(verb)} }: ${title(noun)}Props) {
  const [${other}, set${title(other)}] = useState<string>('');
  const shown = useMemo(() => ${noun}.${other}s.filter((one) => one.name.includes(${other})), [${noun}.${other}s, ${other}]);
  return (
    <section className="${noun} ${noun}--${trait}" aria-label="${title(noun)}">
      <h2>{${noun}.name}</h2>
      <input type="search" placeholder="Find a ${other}" value={${other}} onChange={(event) => set${title(other)}(event.target.value)} />
      <ul style={{ gap: ${number % 32}, maxWidth: '${number}px' }}>
        {shown.map((one) => (
          <li key={one.id} onClick={() => on${title(verb)}(one)}>
            <img src={one.image} alt={one.name} width={64} height={64} loading="lazy" />
            <a href={\`/${noun}s/\${one.id}\`}>{one.name}</a> <span>{one.price.toFixed(2)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
`,
];

const style: readonly Template[] = [
  ({ noun, other, trait, number }) => `.${noun}-${other} {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(${number}px, 1fr));
  gap: 0.${number % 9}rem;
  padding: 1.25rem ${number % 5}.5rem;
  background: color-mix(in srgb, var(--${trait}) ${number % 100}%, transparent);
  transition: transform 0.2s ease-out, opacity 0.15s linear;
}

.${noun}-${other}:hover > .${trait},
.${noun}-${other}[data-state='${trait}']::after {
  content: '';
  transform: translateY(-0.${number % 9}em);
  box-shadow: 0 1px 3px rgb(0 0 0 / 0.${number % 9});
}
`,
];

const page: readonly Template[] = [
  ({ noun, other, verb, trait, number }) => `<section class="${noun}" id="${noun}-${number}">
  <h2>${title(trait)} ${noun}s</h2>
  <p>Every ${noun} that you ${verb} is kept with its ${other}. Prices from ${number / 10} are shown with tax.</p>
  <form action="/${noun}s/${verb}" method="post">
    <label for="${other}-${number}">${title(other)}</label>
    <input id="${other}-${number}" name="${other}" type="text" placeholder="Your ${other}" value="" />
    <button type="submit" class="button button--${trait}">${title(verb)}</button>
    <a href="https://www.northwind.example/help/${noun}#${other}">How to ${verb} a ${noun}</a>
  </form>
</section>
`,
];

const prose: readonly Template[] = [
  ({ noun, other, verb, trait, number }) => `## How to ${verb} a ${trait} ${noun}

A ${noun} belongs to one ${other}; see [the ${other}s](../${other}/index.md) and <https://docs.northwind.example/${noun}/${verb}>.
Nothing is sent before the ${other} is ${trait}, and after ${number} seconds the ${noun} is asked for again.

- \`${noun}.${trait}\` tells whether the ${noun} can be changed.
- \`${verb}${title(noun)}(${other})\` returns the ${noun} as it is now.

| ${title(noun)} | ${title(other)} | Limit |
| --- | --- | ---: |
| ${trait} | none | ${number} |
`,
];

const data: readonly Template[] = [
  ({ noun, other, verb, trait, number }) => `  {
    "id": "${noun}-${number}",
    "name": "${title(trait)} ${noun}",
    "description": "What a customer sees when they ${verb} the ${noun} of a ${other}.",
    "href": "https://api.northwind.example/${noun}s/${number}",
    "tags": ["${trait}", "${other}", "${verb}"],
    "price": { "amount": ${number / 4}, "currency": "EUR", "${trait}": ${number % 2 === 0} }
  }`,
];

const templates: Readonly<Record<Language, readonly Template[]>> = {
  ...{ ts: script, js: script, tsx: [...script, ...jsx], html: page, css: style, scss: style, md: prose, json: data },
  vue: [...page, ...page].map(
    (template) => (words: Words) => `<template>\n${template(words)}</template>\n<style scoped>\n${style[0]?.(words) ?? ''}</style>\n`,
  ),
};

/** So many pieces of a language, by the numbers that `random` gives. */
export function blocks(language: Language, count: number, random: () => number): string[] {
  const one = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  return Array.from({ length: count }, () => {
    const words = { noun: one(nouns), other: one(nouns), verb: one(verbs), trait: one(traits), number: 10 + Math.floor(random() * 900) };
    return one(templates[language])(words);
  });
}

const addresses = [
  'https://placehold.co/600x400?text=Basket',
  'https://picsum.photos/seed/stock/320/240',
  'https://via.placeholder.com/150',
];
const files = ['/images/order-page.png', '/images/harbour.jpg'];

/** A piece for each placeholder, as the language names a picture. */
export function placeholdersOf(language: Language): string[] {
  return addresses.map((address) => naming(language, address));
}

/** The same for pictures of the project. */
export function picturesOf(language: Language): string[] {
  return files.map((file) => naming(language, file));
}

function naming(language: Language, address: string): string {
  switch (language) {
    case 'ts':
    case 'js':
      return `export const pictures = [{ name: 'A basket', image: '${address}' }];\n`;
    case 'tsx':
      return `export const Picture = () => <img src="${address}" alt="A basket" />;\n`;
    case 'html':
      return `<img src="${address}" alt="A basket" />\n`;
    case 'css':
    case 'scss':
      return `.picture {\n  background-image: url('${address}');\n}\n`;
    case 'md':
      return `![A basket](${address})\n`;
    case 'json':
      return `  { "name": "A basket", "image": "${address}" }`;
    case 'vue':
      return `<template>\n  <img src="${address}" alt="A basket" />\n</template>\n`;
  }
}

function title(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
