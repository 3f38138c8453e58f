import * as vscode from 'vscode';
import { iconStyles, type HexColour, type IconGround, type IconStyle } from '../../core/icon';

/** The words for each style, as a person would choose among them. */
const styleWords: Readonly<Record<IconStyle, { readonly name: string; readonly detail: string }>> = {
  flat: { name: vscode.l10n.t('Flat'), detail: vscode.l10n.t('A few solid colours and simple shapes') },
  outline: { name: vscode.l10n.t('Outline'), detail: vscode.l10n.t('One even stroke, no fills') },
  glyph: { name: vscode.l10n.t('Glyph'), detail: vscode.l10n.t('A solid silhouette in one colour') },
  app: { name: vscode.l10n.t('App icon'), detail: vscode.l10n.t('One bold symbol with soft depth') },
  badge: { name: vscode.l10n.t('Badge'), detail: vscode.l10n.t('An emblem in a round or shield-shaped frame') },
  isometric: { name: vscode.l10n.t('Isometric'), detail: vscode.l10n.t('A small object seen from above') },
  pixel: { name: vscode.l10n.t('Pixel art'), detail: vscode.l10n.t('Large square pixels and a small palette') },
};

/** Asks for what the icon shows. `undefined` when the person left. */
export function askIconPrompt(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Generate Icon (1 of 3)'),
    prompt: vscode.l10n.t('What does the icon show?'),
    placeHolder: vscode.l10n.t('A coffee cup with a heart of steam'),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('The prompt is empty. Describe the icon that you want.') : undefined),
  });
}

/** @param priceOf a price for each, ready to be shown. `undefined` when the person left. */
export async function askStyle(priceOf: (style: IconStyle) => string): Promise<IconStyle | undefined> {
  const items = iconStyles.map((style) => ({
    label: styleWords[style].name,
    description: priceOf(style),
    detail: styleWords[style].detail,
    style,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Generate Icon (2 of 3)'),
    placeHolder: vscode.l10n.t('Style'),
    ignoreFocusOut: true,
  });
  return picked?.style;
}

interface GroundItem extends vscode.QuickPickItem {
  readonly ground?: IconGround | 'other';
}

/** What the icon stands on; the project's colours are offered. `undefined` when the person left. */
export async function askGround(colours: readonly HexColour[]): Promise<IconGround | undefined> {
  const offered = colours.length > 0 ? colours : ['#ffffff', '#1f2937'];
  const items: GroundItem[] = [
    { label: vscode.l10n.t('Transparent'), description: vscode.l10n.t('for every set of icons'), ground: { kind: 'transparent' } },
    ...offered.map((colour): GroundItem => ({
      label: vscode.l10n.t('Rounded plate'),
      description: colour,
      ground: { kind: 'plate', colour },
    })),
    ...offered.map((colour): GroundItem => ({
      label: vscode.l10n.t('Solid colour'),
      description: colour,
      ground: { kind: 'colour', colour },
    })),
    { label: vscode.l10n.t('Rounded plate in another colour…'), ground: 'other' },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Generate Icon (3 of 3)'),
    placeHolder: vscode.l10n.t('Background'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.ground === 'other' ? askPlate() : picked?.ground;
}

async function askPlate(): Promise<IconGround | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Generate Icon (3 of 3)'),
    prompt: vscode.l10n.t('Colour of the plate'),
    placeHolder: '#0b6bcb',
    ignoreFocusOut: true,
    validateInput: (typed) => (/^#[0-9a-f]{6}$/i.test(typed.trim()) ? undefined : vscode.l10n.t('Enter a colour such as #0b6bcb.')),
  });
  return text === undefined ? undefined : { kind: 'plate', colour: text.trim().toLowerCase() };
}
