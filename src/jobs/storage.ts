/** What keeps the jobs on disk. A call has happened for good, power cut included, when its promise is fulfilled. */
export interface JobStorage {
  /** Ids of the jobs that have not ended. */
  listOpen(): Promise<readonly string[]>;
  /** Ids of the jobs that have, newest first. */
  listEnded(): Promise<readonly string[]>;
  /** The journal's text; empty when there is none. */
  readJournal(id: string): Promise<string>;
  /** Adds one whole line to the journal of a job that was claimed. */
  append(id: string, line: string): Promise<void>;
  /** Stores bytes of a job: under the name there is always either nothing or all of them. */
  writeBytes(id: string, name: string, bytes: Uint8Array): Promise<void>;
  /** Also of a job that has ended, as long as its bytes are kept. */
  readBytes(id: string, name: string): Promise<Uint8Array | undefined>;
  /** Moves an ended job out of the open ones. Its journal stays, what was sent goes. */
  end(id: string, bytes: Fate): Promise<void>;
  /** Nobody waits for the bytes of an ended job any more: they go when room is needed. */
  settle(id: string): Promise<void>;
  /** Whether an ended job has bytes that somebody still waits for. */
  isWaitedFor(id: string): Promise<boolean>;
  /** What the user has said of an ended job and its pictures. */
  marks(id: string): Promise<ReadonlySet<Mark>>;
  /** Does nothing when the job is no longer there. */
  setMark(id: string, mark: Mark, on: boolean): Promise<void>;
  /** Takes a job away with all that belongs to it. */
  remove(id: string): Promise<void>;
  /** Makes room for a new job and claims it. @throws when there is a job of this id already */
  create(id: string): Promise<Lease>;
  /**
   * Makes this window the one that handles the job; `undefined` while another window, still alive, does. The lease lasts until it
   * is released or this process ends. Also `undefined` when the job is no longer open.
   */
  claim(id: string): Promise<Lease | undefined>;
}

/** What becomes of a job's bytes when it ends: `awaited` ones never go by themselves, `kept` ones when room is needed. */
export type Fate = 'dropped' | 'kept' | 'awaited';

/** `dismissed`: not in the list of recent jobs any more. The others are of the picture at this index. */
export type Mark = 'dismissed' | `starred-${number}` | `deleted-${number}`;

export interface Lease {
  release(): Promise<void>;
}
