import type { Progress } from '../core/service';
import { cleanText } from './redact';
import { logLine, type StatusAnswer } from './wire';

/** Turns status answers of two sources into progress that never loses a log line and never shows one twice. */
export interface ProgressKeeper {
  /** `complete` when the answer's logs are all there are (polling); events of the stream may carry the new ones only. */
  update(status: StatusAnswer, complete: boolean): void;
  /** Says the last known progress again, as a sign of life while nothing can be learned. */
  repeat(): void;
}

interface Line {
  readonly message: string;
  readonly timestamp: string | undefined;
}

const maxLines = 1000;

export function createProgressKeeper(
  onProgress: (progress: Progress) => void,
  session: { log(line: string): void; redact(text: string): string },
): ProgressKeeper {
  let lines: readonly Line[] = [];
  let last: Progress | undefined;

  function tell(progress: Progress): void {
    last = progress;
    try {
      onProgress(progress);
    } catch (error) {
      // A page that cannot draw its progress must not lose a picture that is paid for.
      session.log(`progress: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  return {
    update(status, complete) {
      lines = mergeLines(
        lines,
        readLines(status.logs, (text) => session.redact(text)),
        complete,
      ).slice(0, maxLines);
      const stage = status.status === 'IN_QUEUE' ? 'queued' : 'running';
      const position = stage === 'queued' ? (status.queue_position ?? undefined) : undefined;
      if (last?.stage !== stage || last.position !== position || last.logs.length !== lines.length) {
        tell({ stage, position, logs: lines.map((line) => line.message) });
      }
    },
    repeat() {
      if (last) {
        tell(last);
      }
    },
  };
}

function readLines(logs: readonly unknown[] | null | undefined, redact: (text: string) => string): Line[] {
  return (logs ?? []).flatMap((entry) => {
    const parsed = logLine.safeParse(entry);
    return parsed.success ? [{ message: redact(cleanText(parsed.data.message, 2000)), timestamp: parsed.data.timestamp ?? undefined }] : [];
  });
}

/**
 * A list that starts with everything known is a complete one, whatever its source; one that is the beginning of what is known
 * is old. Of any other, what is known is left out. A line is known by its time and text; in a complete list also by how often
 * it occurs, while a line without a time in a list of new ones is new.
 */
export function mergeLines(known: readonly Line[], list: readonly Line[], complete: boolean): readonly Line[] {
  const common = Math.min(known.length, list.length);
  if (known.slice(0, common).every((line, index) => idOf(line) === idOf(list[index]))) {
    return list.length > known.length ? list : known;
  }
  const counts = new Map<string, number>();
  for (const line of known) {
    counts.set(idOf(line), (counts.get(idOf(line)) ?? 0) + 1);
  }
  const fresh = list.filter((line) => {
    const count = counts.get(idOf(line)) ?? 0;
    counts.set(idOf(line), count - 1);
    return count <= 0 || (!complete && line.timestamp === undefined);
  });
  return [...known, ...fresh];
}

function idOf(line: Line | undefined): string {
  return `${line?.timestamp ?? ''} ${line?.message ?? ''}`;
}
