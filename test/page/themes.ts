/** What VS Code's own four themes give to a page, as far as the panel uses it. */
export const themeNames = ['dark', 'light', 'hc-black', 'hc-light'] as const;
export type ThemeName = (typeof themeNames)[number];

export interface Theme {
  /** The class that VS Code sets on the body. */
  readonly bodyClass: string;
  readonly variables: Readonly<Record<string, string>>;
}

const fonts = {
  'font-family': 'system-ui, "Ubuntu", "Droid Sans", sans-serif',
  'font-size': '13px',
  'font-weight': 'normal',
  'editor-font-family': '"Droid Sans Mono", "monospace", monospace',
  'editor-font-size': '14px',
};

const dark = {
  ...fonts,
  'checkbox-background': '#313131', 'checkbox-border': '#3c3c3c', 'checkbox-foreground': '#cccccc',
  'button-background': '#0078d4', 'button-border': '#ffffff1a', 'button-foreground': '#ffffff', 'button-hoverBackground': '#026ec1',
  'button-secondaryBackground': '#00000000', 'button-secondaryForeground': '#cccccc', 'button-secondaryHoverBackground': '#2b2b2b', 'button-secondaryBorder': '#cccccc26',
  'descriptionForeground': '#9d9d9d', 'editor-background': '#1f1f1f', 'editor-foreground': '#cccccc', 'editorWidget-background': '#202020',
  'editorWidget-border': '#454545', 'errorForeground': '#f85149', 'focusBorder': '#0078d4', 'foreground': '#cccccc', 'icon-foreground': '#cccccc',
  'input-placeholderForeground': '#989898', 'inputOption-activeBackground': '#2489db82', 'inputOption-activeBorder': '#2488db',
  'inputOption-activeForeground': '#ffffff', 'inputOption-hoverBackground': '#5a5d5e80', 'inputValidation-errorBackground': '#5a1d1d',
  'inputValidation-errorBorder': '#be1100', 'list-activeSelectionBackground': '#04395e', 'list-activeSelectionForeground': '#ffffff',
  'list-hoverBackground': '#2a2d2e', 'menu-background': '#1f1f1f', 'menu-border': '#454545', 'menu-foreground': '#cccccc',
  'menu-selectionBackground': '#0078d4', 'menu-selectionForeground': '#ffffff', 'menu-separatorBackground': '#454545', 'panel-border': '#2b2b2b',
  'radio-activeBackground': '#2489db82', 'radio-activeBorder': '#2488db', 'radio-activeForeground': '#ffffff', 'radio-inactiveBorder': '#ffffff33',
  'radio-inactiveHoverBackground': '#5a5d5e80', 'scrollbarSlider-background': '#79797966', 'scrollbarSlider-hoverBackground': '#646464b3',
  'dropdown-background': '#313131', 'dropdown-border': '#3c3c3c', 'dropdown-foreground': '#cccccc',
  'settings-dropdownListBorder': '#454545', 'input-background': '#313131', 'input-border': '#3c3c3c',
  'input-foreground': '#cccccc', 'textCodeBlock-background': '#2b2b2b', 'textLink-activeForeground': '#4daafc',
  'textLink-foreground': '#4daafc', 'toolbar-activeBackground': '#63666750', 'toolbar-hoverBackground': '#5a5d5e50', 'widget-border': '#313131',
  'welcomePage-tileBackground': '#2b2b2b', 'widget-shadow': '#0000005c',
}; // prettier-ignore

const light = {
  ...fonts,
  'checkbox-background': '#f8f8f8', 'checkbox-border': '#cecece', 'checkbox-foreground': '#3b3b3b',
  'button-background': '#005fb8', 'button-border': '#0000001a', 'button-foreground': '#ffffff', 'button-hoverBackground': '#0258a8',
  'button-secondaryBackground': '#e5e5e5', 'button-secondaryForeground': '#3b3b3b', 'button-secondaryHoverBackground': '#cccccc', 'button-secondaryBorder': '#3b3b3b26',
  'descriptionForeground': '#3b3b3b', 'editor-background': '#ffffff', 'editor-foreground': '#3b3b3b', 'editorWidget-background': '#f8f8f8',
  'editorWidget-border': '#c8c8c8', 'errorForeground': '#f85149', 'focusBorder': '#005fb8', 'foreground': '#3b3b3b', 'icon-foreground': '#3b3b3b',
  'input-placeholderForeground': '#767676', 'inputOption-activeBackground': '#bed6ed', 'inputOption-activeBorder': '#005fb8',
  'inputOption-activeForeground': '#000000', 'inputOption-hoverBackground': '#b8b8b850', 'inputValidation-errorBackground': '#f2dede',
  'inputValidation-errorBorder': '#be1100', 'list-activeSelectionBackground': '#e8e8e8', 'list-activeSelectionForeground': '#000000',
  'list-hoverBackground': '#f2f2f2', 'list-hoverForeground': '#3b3b3b', 'menu-background': '#ffffff', 'menu-border': '#cecece', 'menu-foreground': '#3b3b3b',
  'menu-selectionBackground': '#005fb8', 'menu-selectionForeground': '#ffffff', 'menu-separatorBackground': '#d4d4d4', 'panel-border': '#e5e5e5',
  'radio-activeBackground': '#bed6ed', 'radio-activeBorder': '#005fb8', 'radio-activeForeground': '#000000', 'radio-inactiveBorder': '#00000033',
  'radio-inactiveHoverBackground': '#b8b8b850', 'scrollbarSlider-background': '#64646466', 'scrollbarSlider-hoverBackground': '#646464b3',
  'dropdown-background': '#ffffff', 'dropdown-border': '#cecece', 'dropdown-foreground': '#3b3b3b',
  'settings-dropdownListBorder': '#c8c8c8', 'input-background': '#ffffff', 'input-border': '#cecece',
  'input-foreground': '#3b3b3b', 'textCodeBlock-background': '#f8f8f8', 'textLink-activeForeground': '#005fb8',
  'textLink-foreground': '#005fb8', 'toolbar-activeBackground': '#a6a6a650', 'toolbar-hoverBackground': '#b8b8b850', 'widget-border': '#e5e5e5',
  'welcomePage-tileBackground': '#f3f3f3', 'widget-shadow': '#00000029',
}; // prettier-ignore

const hcBlack = {
  ...fonts,
  'checkbox-background': '#000000', 'checkbox-border': '#6fc3df', 'checkbox-foreground': '#ffffff',
  'button-background': '#000000', 'button-border': '#6fc3df', 'button-foreground': '#ffffff', 'button-hoverBackground': '#000000',
  'button-secondaryBackground': '#000000', 'button-secondaryForeground': '#ffffff', 'button-secondaryHoverBackground': '#000000', 'button-secondaryBorder': '#6fc3df', 'contrastActiveBorder': '#f38518', 'contrastBorder': '#6fc3df',
  'descriptionForeground': '#ffffffb3', 'editor-background': '#000000', 'editor-foreground': '#ffffff', 'editorWidget-background': '#0c141f',
  'editorWidget-border': '#6fc3df', 'errorForeground': '#f48771', 'focusBorder': '#f38518', 'foreground': '#ffffff', 'icon-foreground': '#ffffff',
  'input-placeholderForeground': '#ffffffb3', 'inputOption-activeBackground': '#00000000', 'inputOption-activeBorder': '#6fc3df',
  'inputOption-activeForeground': '#ffffff', 'inputValidation-errorBackground': '#000000', 'inputValidation-errorBorder': '#6fc3df',
  'list-focusOutline': '#f38518', 'list-hoverBackground': '#ffffff1a', 'menu-background': '#000000', 'menu-border': '#6fc3df',
  'menu-foreground': '#ffffff', 'menu-selectionBorder': '#f38518', 'menu-separatorBackground': '#6fc3df', 'panel-border': '#6fc3df',
  'radio-activeBackground': '#00000000', 'radio-activeBorder': '#6fc3df', 'radio-activeForeground': '#ffffff', 'radio-inactiveBorder': '#ffffff66',
  'scrollbarSlider-background': '#6fc3df99', 'scrollbarSlider-hoverBackground': '#6fc3dfcc', 'dropdown-background': '#000000',
  'dropdown-border': '#6fc3df', 'dropdown-foreground': '#ffffff', 'settings-dropdownListBorder': '#6fc3df',
  'input-background': '#000000', 'input-border': '#6fc3df', 'input-foreground': '#ffffff',
  'textCodeBlock-background': '#000000', 'textLink-activeForeground': '#21a6ff', 'textLink-foreground': '#21a6ff', 'toolbar-hoverOutline': '#f38518', 'welcomePage-tileBackground': '#000000',
  'widget-border': '#6fc3df',
}; // prettier-ignore

const hcLight = {
  ...fonts,
  'checkbox-background': '#ffffff', 'checkbox-border': '#0f4a85', 'checkbox-foreground': '#292929',
  'button-background': '#0f4a85', 'button-border': '#0f4a85', 'button-foreground': '#ffffff', 'button-hoverBackground': '#0f4a85',
  'button-secondaryBackground': '#ffffff', 'button-secondaryForeground': '#292929', 'button-secondaryHoverBackground': '#ffffff', 'button-secondaryBorder': '#0f4a85', 'contrastActiveBorder': '#006bbd', 'contrastBorder': '#0f4a85',
  'descriptionForeground': '#292929b3', 'editor-background': '#ffffff', 'editor-foreground': '#292929', 'editorWidget-background': '#ffffff',
  'editorWidget-border': '#0f4a85', 'errorForeground': '#b5200d', 'focusBorder': '#006bbd', 'foreground': '#292929', 'icon-foreground': '#292929',
  'input-placeholderForeground': '#292929b3', 'inputOption-activeBackground': '#00000000', 'inputOption-activeBorder': '#0f4a85',
  'inputOption-activeForeground': '#292929', 'inputValidation-errorBackground': '#ffffff', 'inputValidation-errorBorder': '#0f4a85',
  'list-activeSelectionBackground': '#0f4a851a', 'list-focusOutline': '#006bbd', 'list-hoverBackground': '#0f4a851a', 'menu-background': '#ffffff', 'menu-border': '#0f4a85',
  'menu-foreground': '#292929', 'menu-selectionBackground': '#0f4a851a', 'menu-selectionBorder': '#006bbd', 'menu-separatorBackground': '#0f4a85', 'panel-border': '#0f4a85',
  'radio-activeBackground': '#00000000', 'radio-activeBorder': '#0f4a85', 'radio-activeForeground': '#292929', 'radio-inactiveBorder': '#29292933',
  'scrollbarSlider-background': '#0f4a8566', 'scrollbarSlider-hoverBackground': '#0f4a85cc', 'dropdown-background': '#ffffff',
  'dropdown-border': '#0f4a85', 'dropdown-foreground': '#292929', 'settings-dropdownListBorder': '#0f4a85',
  'input-background': '#ffffff', 'input-border': '#0f4a85', 'input-foreground': '#292929',
  'textCodeBlock-background': '#f2f2f2', 'textLink-activeForeground': '#0f4a85', 'textLink-foreground': '#0f4a85', 'toolbar-hoverOutline': '#006bbd', 'welcomePage-tileBackground': '#ffffff',
  'widget-border': '#0f4a85',
}; // prettier-ignore

export const themes: Readonly<Record<ThemeName, Theme>> = {
  dark: { bodyClass: 'vscode-dark', variables: dark },
  light: { bodyClass: 'vscode-light', variables: light },
  'hc-black': { bodyClass: 'vscode-high-contrast', variables: hcBlack },
  'hc-light': { bodyClass: 'vscode-high-contrast-light', variables: hcLight },
};

/** The variables, and the few rules that VS Code puts into every webview below the page's own. */
export function themeSheet(name: ThemeName): string {
  const variables = Object.entries(themes[name].variables).map(([key, value]) => `--vscode-${key}: ${value};`);
  return `:root { ${variables.join(' ')} color-scheme: ${/light/.test(name) ? 'light' : 'dark'}; }
    @layer vscode-default {
      html { background-color: var(--vscode-editor-background); scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
      body { color: var(--vscode-editor-foreground); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); margin: 0; padding: 0 20px; }
      img, video { max-width: 100%; max-height: 100%; }
    }`;
}
