import { totalPrice } from '../../core/batchPrice';
import { formatPrice, type Price } from '../../core/money';
import type { ReviewSnapshot } from '../../protocol/review';
import type { Line, LineProblem } from './lines';

/** Why what is ticked cannot be run, and where the user can change that. */
export interface Problem {
  readonly at: 'blocked' | 'nothing' | 'rows' | 'key';
  readonly message: string;
  /** The first row that lacks something, and which of its fields. */
  readonly first?: { readonly id: string; readonly field: LineProblem['at'] };
}

/** What the ticked rows come to. */
export interface Quote {
  readonly picked: readonly Line[];
  readonly places: number;
  /** As it stands on the button, and as it is sent along; undefined while a row cannot be priced. */
  readonly price: string | undefined;
  readonly problem: Problem | undefined;
}

export function quoteFor(lines: readonly Line[], snapshot: ReviewSnapshot): Quote {
  const picked = lines.filter((line) => line.editable && line.ticked);
  const prices = picked.map((line) => line.price).filter((price): price is Price => price !== undefined);
  return {
    picked,
    places: picked.reduce((sum, line) => sum + line.row.places.length, 0),
    price: picked.length > 0 && prices.length === picked.length ? formatPrice(totalPrice(prices)) : undefined,
    problem: problemOf(picked, snapshot),
  };
}

function problemOf(picked: readonly Line[], snapshot: ReviewSnapshot): Problem | undefined {
  if (snapshot.blocked) {
    return { at: 'blocked', message: snapshot.blocked.message };
  }
  if (picked.length === 0) {
    return { at: 'nothing', message: 'Tick the pictures that are to be replaced.' };
  }
  const paid = picked.find((line) => line.model.service === 'fal');
  if (snapshot.key === 'none' && paid) {
    return { at: 'key', message: `${paid.model.name} needs a fal.ai key.` };
  }
  return problemOfRows(picked);
}

/** One row's problem in its own words; those of many are counted. */
function problemOfRows(picked: readonly Line[]): Problem | undefined {
  const wrong = picked.flatMap(({ row, problem }) => (problem ? [{ id: row.id, field: problem.at, message: problem.message }] : []));
  const [first] = wrong;
  if (!first) {
    return undefined;
  }
  const count = (field: LineProblem['at'], noun: string) => {
    const many = wrong.filter((one) => one.field === field).length;
    return many === 0 ? [] : [`${pictures(many)} ${many === 1 ? 'needs' : 'need'} ${noun}`];
  };
  const message = wrong.length === 1 ? first.message : `${[...count('size', 'a size'), ...count('prompt', 'a prompt')].join(', ')}.`;
  return { at: 'rows', message, first };
}

/** `1 picture`, `12 pictures`. */
export function pictures(count: number): string {
  return `${count} ${count === 1 ? 'picture' : 'pictures'}`;
}

export function places(count: number): string {
  return `${count} ${count === 1 ? 'place' : 'places'}`;
}

/** The words of the button by their weight: a narrow page drops the places. `Replace 12 pictures in 20 places with drafts · free`. */
export function runLabel(quote: Quote): { readonly what: string; readonly where: string; readonly how: string } {
  const { picked, price } = quote;
  const drafts = picked.length > 0 && picked.every((line) => line.model.service === 'draft');
  return {
    what: picked.length === 0 ? 'Replace' : `Replace ${pictures(picked.length)}`,
    // The same number twice says nothing.
    where: quote.places === picked.length ? '' : ` in ${places(quote.places)}`,
    how: `${drafts ? (picked.length === 1 ? ' with a draft' : ' with drafts') : ''}${price === undefined ? '' : ` · ${price}`}`,
  };
}
