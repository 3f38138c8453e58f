import * as z from 'zod/mini';
import { groundChoice } from '../core/icon';
import { imageRequest } from '../core/request';

/** The version of the lines below. A line of a newer version is kept and left alone by this one. */
export const journalVersion = 1;

const size = z.object({ width: z.number(), height: z.number() });
const at = z.number();
const index = z.number().check(z.int(), z.minimum(0));

/**
 * One line of a job's journal. Each is on disk before the step that it names has any effect outside, or right after a step
 * whose effect must not be lost; replayed in order they give the job's state.
 */
export const jobRecord = z.discriminatedUnion('state', [
  /** Checked and planned; nothing has left the machine. */
  z.object({
    state: z.literal('created'),
    v: z.number(),
    at,
    request: imageRequest,
    render: size,
    order: z.object({ endpoint: z.string(), input: z.record(z.string(), z.unknown()) }),
    price: z.union([z.object({ known: z.literal(true), likely: z.number(), upper: z.number() }), z.object({ known: z.literal(false) })]),
    /** Names of the pictures in the job's storage that are sent along. */
    inputs: z.optional(z.object({ images: z.array(z.string()), mask: z.optional(z.string()) })),
  }),
  /** The pictures lie at the service, and this is what will be sent. Nothing is charged for that. */
  z.object({ state: z.literal('uploaded'), at, input: z.record(z.string(), z.unknown()) }),
  /** The request is about to leave: from here on it may have been taken, and it is never sent again. */
  z.object({ state: z.literal('sending'), at }),
  /** There is no live run for it: the service took nothing, and the queue is asked instead. */
  z.object({ state: z.literal('queued'), at }),
  z.object({ state: z.literal('submitted'), at, requestId: z.string() }),
  /** The user took it back after it was sent. */
  z.object({ state: z.literal('cancelling'), at }),
  /** The user chose another place for the files. */
  z.object({ state: z.literal('moved'), at, folder: z.string(), workspace: z.string() }),
  /** The user decided what becomes of an icon that is not transparent. */
  z.object({ state: z.literal('chosen'), at, choice: groundChoice }),
  /** The user sent the same once more, as a request of its own; it is not offered again. */
  z.object({ state: z.literal('repeated'), at, by: z.string() }),
  /** The service's answer: where the pictures lie, and in micro-dollars what they cost, when it tells. */
  z.object({
    state: z.literal('answered'),
    at,
    cost: z.optional(z.number()),
    images: z.array(
      z.object({ url: z.string(), contentType: z.optional(z.string()), width: z.optional(z.number()), height: z.optional(z.number()) }),
    ),
  }),
  /** The bytes as they came are in the job's own storage. */
  z.object({ state: z.literal('downloaded'), at, index, file: z.string(), bytes: z.number() }),
  /** The finished file is about to appear at this place, with these bytes. */
  z.object({ state: z.literal('saving'), at, index, uri: z.string(), sha256: z.string() }),
  z.object({ state: z.literal('saved'), at, index, uri: z.string(), width: z.number(), height: z.number(), bytes: z.number() }),
  z.object({ state: z.literal('failed'), at, kind: z.string(), message: z.string(), detail: z.optional(z.string()) }),
  z.object({ state: z.literal('cancelled'), at }),
]);

export type JobRecord = z.infer<typeof jobRecord>;
export type RecordOf<S extends JobRecord['state']> = Extract<JobRecord, { state: S }>;

/** What a journal says: its records, or that a newer version of Easel wrote it. */
export type Journal = { readonly readable: true; readonly records: readonly JobRecord[] } | { readonly readable: false };

export function encodeRecord(record: JobRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/**
 * Reads a journal. A last line that was cut off (the machine died while it was written) did not happen; a whole line that
 * cannot be read makes the journal unreadable, because nobody knows what it meant for the money.
 */
export function parseJournal(text: string): Journal {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const records: JobRecord[] = [];
  for (const line of whole.split('\n').slice(0, -1)) {
    const record = parseLine(line);
    if (!record) {
      return { readable: false };
    }
    records.push(record);
  }
  const first = records[0];
  if (first && (first.state !== 'created' || first.v > journalVersion)) {
    return { readable: false };
  }
  return { readable: true, records };
}

function parseLine(line: string): JobRecord | undefined {
  try {
    const parsed = jobRecord.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
