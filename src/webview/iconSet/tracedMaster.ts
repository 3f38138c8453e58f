import { pictureAddress } from './previewPictures';

/** The master as vectors, as the extension answers. */
interface Trace {
  readonly svg: string;
  readonly size: number;
  readonly pngSize: number;
  readonly paths: number;
}

/** The master beside its trace: made when somebody asks to see it, and saved when somebody wants it. */
export class TracedMaster {
  /** Of the SVG as a picture: what stands in it is never part of the page. */
  address: string | undefined;
  facts: Omit<Trace, 'svg'> | undefined;
  refusal: string | undefined;
  saving = false;
  private turn = 0;
  private asked = false;

  constructor(
    private readonly ask: () => Promise<Trace>,
    private readonly save: () => Promise<{ readonly path: string }>,
    private readonly changed: () => void,
  ) {}

  /** Asks once for each master. */
  async want(): Promise<void> {
    if (this.asked) {
      return;
    }
    this.asked = true;
    const turn = ++this.turn;
    try {
      const { svg, ...facts } = await this.ask();
      if (turn === this.turn) {
        this.facts = facts;
        this.address = pictureAddress(svg, 'image/svg+xml');
      }
    } catch (error) {
      if (turn === this.turn) {
        this.refusal = sentence(error);
      }
    }
    this.changed();
  }

  again(): void {
    this.forget();
    void this.want();
    this.changed();
  }

  /** Another master has another trace. */
  forget(): void {
    this.turn++;
    this.asked = false;
    this.saving = false;
    this.refusal = undefined;
    this.facts = undefined;
    if (this.address !== undefined) {
      URL.revokeObjectURL(this.address);
      this.address = undefined;
    }
  }

  /** @returns where it was saved; undefined when that was refused, or goes on already. */
  async keep(): Promise<string | undefined> {
    if (this.saving) {
      return undefined;
    }
    const { turn } = this;
    this.saving = true;
    this.refusal = undefined;
    this.changed();
    try {
      const { path } = await this.save();
      return turn === this.turn ? path : undefined;
    } catch (error) {
      if (turn === this.turn) {
        this.refusal = sentence(error);
      }
      return undefined;
    } finally {
      if (turn === this.turn) {
        this.saving = false;
      }
      this.changed();
    }
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
