/** Messages of a page, bent. */
export type Random = (most: number) => number;

/** Numerical Recipes' generator: the same numbers in every run. */
export function seeded(seed: number): Random {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

const nested = (depth: number): unknown => Array.from({ length: depth }).reduce<unknown>((inner) => ({ inner }), 'x');

const hostile: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  0.5,
  1e308,
  2 ** 53,
  '',
  ' ',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '/etc/passwd',
  'file:///etc/passwd',
  'command:workbench.action.terminal.new',
  'javascript:alert(1)',
  'CON',
  '\u202egnp.exe',
  '\u0000',
  '<img src=x onerror=alert(1)>',
  '${env:HOME}',
  '__proto__',
  'constructor',
  'x'.repeat(10_000),
  [],
  {},
  [[[]]],
  { toString: 'x' },
  nested(200),
  Array.from({ length: 2_000 }, () => 'y'),
];

const methods = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'show', 'eval', 'x'.repeat(1_000)];

/** A copy of a message with one to three things in it that do not belong there. @param others names of methods that exist */
export function mutated(
  message: { readonly method: string; readonly params: unknown },
  others: readonly string[],
  next: Random,
): { method: string; params: unknown } {
  let { method } = message;
  let params: unknown = structuredClone(message.params);
  for (let count = 1 + next(3); count > 0; count--) {
    const kind = next(12);
    if (kind === 0) {
      method = methods[next(methods.length)] ?? '';
    } else if (kind === 1) {
      method = others[next(others.length)] ?? '';
    } else if (kind === 2) {
      params = oneOf(next);
    } else {
      bend(params, next);
    }
  }
  return { method, params };
}

/** Changes one place of a value, wherever it is. */
function bend(value: unknown, next: Random): void {
  const places = placesIn(value);
  const place = places[next(places.length)];
  if (!place) {
    return;
  }
  const { holder, key } = place;
  switch (next(4)) {
    case 0:
      Reflect.deleteProperty(holder, key);
      return;
    case 1:
      if (Array.isArray(holder)) {
        return;
      }
      Reflect.defineProperty(holder, ['__proto__', 'constructor', 'extra', 'length'][next(4)] ?? '', {
        value: oneOf(next),
        enumerable: true,
        configurable: true,
        writable: true,
      });
      return;
    default:
      Reflect.set(holder, key, oneOf(next));
  }
}

function oneOf(next: Random): unknown {
  return structuredClone(hostile[next(hostile.length)]);
}

function placesIn(value: unknown, depth = 0): { holder: object; key: string }[] {
  if (typeof value !== 'object' || value === null || depth > 6) {
    return [];
  }
  return Object.keys(value).flatMap((key) => [{ holder: value, key }, ...placesIn((value as Record<string, unknown>)[key], depth + 1)]);
}
