/** The four looks that a page of ours must fit in. */
import type { Page } from 'playwright-core';
import { pickQuickInput, runCommand } from './workbench';

export type Theme = 'dark' | 'light' | 'hc-black' | 'hc-light';

export const themes: readonly Theme[] = ['dark', 'light', 'hc-black', 'hc-light'];

const looks: Record<Theme, { readonly id: string; readonly label: string; readonly className: string }> = {
  dark: { id: 'Dark 2026', label: 'Dark 2026', className: 'vs-dark' },
  light: { id: 'Light 2026', label: 'Light 2026', className: 'vs' },
  'hc-black': { id: 'Default High Contrast', label: 'Dark High Contrast', className: 'hc-black' },
  'hc-light': { id: 'Default High Contrast Light', label: 'Light High Contrast', className: 'hc-light' },
};

/** The setting that starts a window in this theme. */
export function themeSetting(theme: Theme): Readonly<Record<string, string>> {
  return { 'workbench.colorTheme': looks[theme].id };
}

/** Changes the theme of an open window, as a user does; its webviews are told. */
export async function setTheme(page: Page, theme: Theme): Promise<void> {
  const { label, className } = looks[theme];
  await runCommand(page, 'Preferences: Color Theme');
  await pickQuickInput(page, label, 'Color Theme');
  await page.locator(`.monaco-workbench.${className}`).waitFor();
}
