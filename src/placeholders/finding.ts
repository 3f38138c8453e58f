/** Paths are relative to a workspace folder, with slashes; offsets are UTF-16 units of the text that was scanned. Sizes are pixels. */

/** What a URL says by the grammar of its host. */
export interface HostMatch {
  /** The entry of the host table, such as `placehold.co`. */
  readonly host: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** Density that the URL itself asks for (`@2x`, `retina=1`): the pixels on disk are width × scale by height × scale. */
  readonly scale: number;
  /** File extension that the URL asks for, lower case, `jpg` as `jpeg`; undefined when it is the host's own choice. */
  readonly format?: string | undefined;
  /** Label that the service would draw. */
  readonly text?: string | undefined;
  readonly keywords?: readonly string[] | undefined;
  /** The service answers no more. */
  readonly dead: boolean;
  readonly kind: 'photo' | 'label' | 'avatar';
}

/** How a value of the finding's came about, for the sentence that tells it. */
export interface Told<T> {
  readonly value: T;
  /** Where it stands, as a person would say it: `alt`, `data-ai-hint`, `the URL`, `width and height`, `the heading above`. */
  readonly source: string;
}

/** Where the address stands; decides how another one is written there. */
export type Slot =
  /** The value of an attribute in markup or JSX holds the address alone; `quote` is empty for `src=x`. */
  | { readonly kind: 'attribute'; readonly tag: string; readonly attribute: string; readonly quote: '"' | "'" | '' }
  /** One candidate of a `srcset`, without its descriptor. */
  | {
      readonly kind: 'srcset';
      readonly tag: string;
      readonly attribute: string;
      readonly quote: '"' | "'" | '';
      readonly descriptor: string;
    }
  /** `url(…)` or a string of `image-set(…)` in a style sheet, a `<style>` or a style attribute; `outer` is the attribute's quote. */
  | { readonly kind: 'style'; readonly quote: '"' | "'" | ''; readonly outer: '"' | "'" | '' }
  /** `![alt](address)`, `[id]: address`. */
  | { readonly kind: 'markdown'; readonly angled: boolean }
  /** The whole of a string literal in a script or a program. `jsxAttribute` when it stands in `src={'…'}`. */
  | { readonly kind: 'string'; readonly quote: string; readonly tag?: string | undefined; readonly attribute?: string | undefined }
  /** The source of an import or a `require`. */
  | { readonly kind: 'import'; readonly quote: string }
  /** A value of JSON, YAML, TOML or a cell of text; `quote` is empty for a plain scalar. */
  | { readonly kind: 'data'; readonly quote: '"' | "'" | ''; readonly key?: string | undefined };

/** A text alternative beside the picture. Offsets are those of its value without quotes. */
export interface AltText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** One place in a text that names a placeholder, or a local picture that may not exist. */
export interface Finding {
  /** The address as it stands in the text, without quotes: what another address takes the place of. */
  readonly start: number;
  readonly end: number;
  readonly raw: string;
  /** The address itself: entities and escapes undone. */
  readonly url: string;
  /**
   * `host`: by the table. `data`: an empty, one-pixel or grey data URI. `file`: a local file that is called placeholder. `local`: any
   * other local picture, which is a finding only if it does not exist; the caller looks. `empty`: `src=""`.
   */
  readonly kind: 'host' | 'data' | 'file' | 'local' | 'empty';
  readonly match?: HostMatch | undefined;
  /** `fallback`: an error handler's picture; `example`: in a comment or in fenced code, only when it was asked for. */
  readonly role: 'picture' | 'fallback' | 'example';
  readonly slot: Slot;
  /** Pixels on disk, density included; what is not known is missing. */
  readonly width?: Told<number> | undefined;
  readonly height?: Told<number> | undefined;
  /** Pixels of the file for each CSS pixel. */
  readonly density: number;
  /** What the picture should show. */
  readonly prompt?: Told<string> | undefined;
  /** Only where a text alternative has a place: `missing` when the element has none. */
  readonly alt?: AltText | 'missing' | undefined;
  /** Findings with the same group are one picture at several sizes: the candidates of one `srcset` and its `src`. */
  readonly group?: string | undefined;
}

export interface ScanOptions {
  readonly languageId: string;
  /** For names of components and files, and where the language is known by its extension. */
  readonly path: string;
  /** Avatars are usually meant: off unless asked for. */
  readonly avatars?: boolean | undefined;
  /** Also in comments, fenced code and inline code. */
  readonly examples?: boolean | undefined;
}
