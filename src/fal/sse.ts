import { OddAnswer } from './faults';

/** One server-sent event. */
export interface ServerEvent {
  /** `message` unless the event names itself. */
  readonly name: string;
  readonly data: string;
}

const lineFeed = 10;
const carriageReturn = 13;

/** Memory that a reader keeps between two events, in bytes. */
const keptCapacity = 65_536;

/**
 * Reads server-sent events out of bytes that arrive in any pieces (the framing of the HTML standard, section 9.2). Each byte is looked at
 * once: readers that put text together anew for every piece need seconds for a picture of 24 MB. A line is decoded when it is
 * whole, so that no character is split.
 */
export class EventReader {
  private line = new Uint8Array(1024);
  private length = 0;
  private afterReturn = false;
  private isFirstLine = true;
  private data: string[] = [];
  private size = 0;
  private name = '';

  /** @param maxBytes of one event; a larger one is no event of this service */
  constructor(private readonly maxBytes: number) {}

  /** The events that are whole now. @throws OddAnswer when one is too large */
  feed(chunk: Uint8Array): ServerEvent[] {
    const events: ServerEvent[] = [];
    let start = 0;
    for (let index = 0; index < chunk.length; index++) {
      const byte = chunk[index];
      if (byte === lineFeed && this.afterReturn) {
        this.afterReturn = false;
        start = index + 1;
      } else if (byte === lineFeed || byte === carriageReturn) {
        this.keep(chunk.subarray(start, index));
        events.push(...this.endLine());
        this.afterReturn = byte === carriageReturn;
        start = index + 1;
      } else {
        this.afterReturn = false;
      }
    }
    this.keep(chunk.subarray(start));
    return events;
  }

  /** What the end of the stream leaves: an event whose last blank line never came. Whether it is whole is for its reader to see. */
  end(): ServerEvent[] {
    return [...this.endLine(), ...this.endLine()];
  }

  private keep(bytes: Uint8Array): void {
    const length = this.length + bytes.length;
    if (this.size + length > this.maxBytes) {
      throw new OddAnswer(`an event of more than ${this.maxBytes} bytes`);
    }
    if (length > this.line.length) {
      const larger = new Uint8Array(Math.min(Math.max(length, this.line.length * 2), Math.max(length, this.maxBytes)));
      larger.set(this.line.subarray(0, this.length));
      this.line = larger;
    }
    this.line.set(bytes, this.length);
    this.length = length;
  }

  private endLine(): ServerEvent[] {
    // A byte order mark is one at the start of the stream only.
    const text = new TextDecoder('utf-8', { ignoreBOM: !this.isFirstLine }).decode(this.line.subarray(0, this.length));
    this.isFirstLine = false;
    this.length = 0;
    if (text === '') {
      return this.dispatch();
    }
    const colon = text.indexOf(':');
    const field = colon === -1 ? text : text.slice(0, colon);
    const value = colon === -1 ? '' : text.slice(text[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') {
      this.data.push(value);
      this.size += value.length + 1;
    } else if (field === 'event') {
      this.name = value;
    }
    return [];
  }

  private dispatch(): ServerEvent[] {
    const { data, name } = this;
    this.data = [];
    this.size = 0;
    this.name = '';
    if (this.line.length > keptCapacity) {
      this.line = new Uint8Array(1024);
    }
    return data.length === 0 ? [] : [{ name: name === '' ? 'message' : name, data: data.join('\n') }];
  }
}
