/** The service's own template for a prompt, with what belongs into each part. */
export const promptParts = [
  { label: 'Scene', hint: 'where this happens, time of day, background, environment' },
  { label: 'Subject', hint: 'who or what is the main focus' },
  { label: 'Important details', hint: 'materials, texture, lighting, camera angle, composition, mood' },
  { label: 'Use case', hint: 'editorial photo, product mockup, poster, UI screen, infographic' },
  { label: 'Constraints', hint: 'no watermark, no logos, no extra text, preserve layout' },
] as const;

export type PromptPart = (typeof promptParts)[number]['label'];

interface Section {
  readonly part: PromptPart;
  readonly text: string;
}

/** A prompt, and where the user goes on writing. */
export interface TemplatedPrompt {
  readonly text: string;
  readonly caret: number;
}

const order = promptParts.map((part) => part.label);
const startsPart = new RegExp(`^[ \\t]*(${order.join('|')})[ \\t]*:[ \\t]*`, 'i');

/**
 * Adds the parts that the prompt does not have yet, each at its place among those it has. A prompt without any parts is what the
 * picture is about, so it becomes the Subject. The caret goes to the first part that is still empty.
 */
export function withParts(prompt: string, wanted: readonly PromptPart[] = order): TemplatedPrompt {
  const { before, sections } = split(prompt);
  if (before !== '' && wanted.includes('Subject') && !sections.some((section) => section.part === 'Subject')) {
    add(sections, { part: 'Subject', text: before });
  } else if (before !== '') {
    return joined(before, fill(sections, wanted), wanted);
  }
  return joined('', fill(sections, wanted), wanted);
}

function fill(sections: Section[], wanted: readonly PromptPart[]): Section[] {
  for (const part of wanted) {
    if (!sections.some((section) => section.part === part)) {
      add(sections, { part, text: '' });
    }
  }
  return sections;
}

/** Before the first part that comes later in the template; what the user has ordered otherwise stays so. */
function add(sections: Section[], section: Section): void {
  const next = sections.findIndex((other) => order.indexOf(other.part) > order.indexOf(section.part));
  sections.splice(next < 0 ? sections.length : next, 0, section);
}

function split(prompt: string): { before: string; sections: Section[] } {
  const before: string[] = [];
  const sections: { part: PromptPart; lines: string[] }[] = [];
  for (const line of prompt.replace(/\r\n?/g, '\n').split('\n')) {
    const match = startsPart.exec(line);
    const part = match && order.find((label) => label.toLowerCase() === match[1]?.toLowerCase());
    if (match && part) {
      sections.push({ part, lines: [line.slice(match[0].length)] });
    } else {
      (sections.at(-1)?.lines ?? before).push(line);
    }
  }
  return { before: before.join('\n').trim(), sections: sections.map(({ part, lines }) => ({ part, text: lines.join('\n').trim() })) };
}

function joined(before: string, sections: readonly Section[], wanted: readonly PromptPart[]): TemplatedPrompt {
  let text = before === '' ? '' : `${before}\n`;
  let caret: number | undefined;
  sections.forEach((section, index) => {
    text += `${section.part}: `;
    // A hint in brackets, as the service prints it, is a part that nobody has filled in.
    if (caret === undefined && wanted.includes(section.part) && (section.text === '' || /^\[[^\]]*\]$/.test(section.text))) {
      caret = text.length;
    }
    text += section.text + (index < sections.length - 1 ? '\n' : '');
  });
  return { text, caret: caret ?? text.length };
}
