import { pictureInTemplate } from './component';
import type { Insertion } from './edit';
import type { Script } from './imports';
import type { Place } from './place';
import { pictureIn, type Picture } from './scriptReference';
import { templateHelper, type TemplateHelper } from './templateHelper';

/**
 * What several changes of one document need elsewhere in it: imports, the script that holds them, the tag that loads a helper. Each is
 * asked for in the document as the earlier ones have made it. So a picture is imported once however often it is used, and names do not
 * clash.
 */
export class Additions {
  private text: string;
  /** In order; offsets are those of the document as it was. */
  private readonly made: Insertion[] = [];

  constructor(text: string) {
    this.text = text;
  }

  get insertions(): readonly Insertion[] {
    return this.made;
  }

  pictureIn(place: Place, script: Script): Picture {
    return this.taking(pictureIn({ ...place, text: this.text }, this.moved(script)));
  }

  pictureInTemplate(place: Place): Picture {
    return this.taking(pictureInTemplate({ ...place, text: this.text }));
  }

  helper(place: Place): TemplateHelper | undefined {
    const helper = templateHelper({ ...place, text: this.text });
    return helper && this.taking(helper);
  }

  private taking<T extends { readonly additional: readonly Insertion[] }>(asked: T): T {
    for (const one of [...asked.additional].sort((a, b) => b.offset - a.offset)) {
      this.add(one.offset, one.text);
    }
    return asked;
  }

  /** A script's limits after the additions; what was added at its limits belongs to it. */
  private moved(script: Script): Script {
    const added = (counts: (offset: number) => boolean): number =>
      this.made.reduce((sum, one) => sum + (counts(one.offset) ? one.text.length : 0), 0);
    return {
      start: script.start + added((offset) => offset < script.start),
      end: script.end + added((offset) => offset <= script.end),
    };
  }

  /** `at` is an offset of the text as it is now: what falls into an earlier addition, or beside one, becomes part of it. */
  private add(at: number, text: string): void {
    this.text = this.text.slice(0, at) + text + this.text.slice(at);
    let shift = 0;
    let index = 0;
    for (const one of this.made) {
      const within = at - one.offset - shift;
      if (within < 0) {
        break;
      }
      if (within <= one.text.length) {
        this.made[index] = { offset: one.offset, text: one.text.slice(0, within) + text + one.text.slice(within) };
        return;
      }
      shift += one.text.length;
      index += 1;
    }
    this.made.splice(index, 0, { offset: at - shift, text });
  }
}
