import sharp from 'sharp';
import { resolveUrl } from './cdn';
import { errorEntry, modelFailure, type Failure } from './failures';
import type { Job } from './job';
import type { Service } from './service';

/** One picture that was sent along, as its bytes tell. Width and height are those of the upright picture. */
export interface SentImage {
  readonly url: string;
  readonly bytes: Buffer;
  readonly type: 'png' | 'jpeg' | 'webp';
  readonly width: number;
  readonly height: number;
  /** Channels of the decoded picture, alpha among them. */
  readonly channels: number;
  readonly hasAlpha: boolean;
  /** The EXIF orientation; 1 when there is none. */
  readonly orientation: number;
}

export interface SentMask extends SentImage {
  /** Whether every pixel is opaque black or opaque white. */
  readonly isBlackAndWhite: boolean;
  /** Share of the pixels that say edit, 0 to 1: white, or transparent in a mask that has transparent parts. */
  readonly share: number;
  /** What says edit. */
  readonly convention: 'white' | 'alpha';
}

/** What a request sent along, the picture to change first. */
export interface Inputs {
  readonly images: readonly SentImage[];
  readonly mask?: SentMask | undefined;
}

type Place = readonly (string | number)[];
interface Refused {
  readonly failure: Failure;
}

/** Loads and reads everything that a request points to, or says what is wrong with the first that is of no use. */
export async function readInputs(service: Service, job: Job): Promise<Inputs | Refused> {
  const images: SentImage[] = [];
  const one = job.input['image_url'];
  const urls = typeof one === 'string' ? [one] : ((job.input['image_urls'] ?? []) as string[]);
  for (const [index, url] of urls.entries()) {
    const image = await load(service, url, typeof one === 'string' ? ['body', 'image_url'] : ['body', 'image_urls', index]);
    if ('failure' in image) {
      return image;
    }
    images.push(image);
  }
  const { maskField } = job.model;
  const url = maskField && job.input[maskField];
  if (typeof url !== 'string') {
    return { images };
  }
  const loc = ['body', maskField ?? ''];
  const mask = await load(service, url, loc);
  if ('failure' in mask) {
    return mask;
  }
  const [first] = images;
  if (service.switches.maskOfOtherSize === 'refuse' && first && (mask.width !== first.width || mask.height !== first.height)) {
    const msg = `The mask must have the size of the image: ${first.width}x${first.height}, not ${mask.width}x${mask.height}.`;
    return refused('value_error', { loc, msg, input: url });
  }
  return { images, mask: { ...mask, ...(await readMask(mask.bytes)) } };
}

async function load(service: Service, url: string, loc: Place): Promise<SentImage | Refused> {
  const bytes = await resolveUrl(service, url);
  if (!bytes) {
    return refused('file_download_error', { loc, input: url });
  }
  try {
    const { format, width, height, channels, hasAlpha, orientation = 1 } = await sharp(bytes).metadata();
    if (format !== 'png' && format !== 'jpeg' && format !== 'webp') {
      return refused('unsupported_image_format', { loc, input: url });
    }
    const upright = orientation >= 5 ? { width: height, height: width } : { width, height };
    return { url, bytes, type: format, ...upright, channels, hasAlpha, orientation };
  } catch {
    return refused('image_load_error', { loc, input: url });
  }
}

async function readMask(bytes: Buffer): Promise<Pick<SentMask, 'isBlackAndWhite' | 'share' | 'convention'>> {
  const rgba = await sharp(bytes).rotate().toColorspace('srgb').ensureAlpha().raw().toBuffer();
  let [white, black, transparent] = [0, 0, 0];
  const pixels = rgba.length / 4;
  for (let at = 0; at < rgba.length; at += 4) {
    const code = rgba.readUInt32BE(at);
    white += code === 0xffffffff ? 1 : 0;
    black += code === 0x000000ff ? 1 : 0;
    transparent += (code & 255) < 128 ? 1 : 0;
  }
  const convention = transparent > 0 ? 'alpha' : 'white';
  return { isBlackAndWhite: white + black === pixels, share: (convention === 'alpha' ? transparent : white) / pixels, convention };
}

function refused(type: Parameters<typeof errorEntry>[0], said: Parameters<typeof errorEntry>[1]): Refused {
  return { failure: modelFailure([errorEntry(type, said)]) };
}
