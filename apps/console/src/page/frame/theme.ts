/** Light or dark as the system says, or as chosen here. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Told to the window when colours change, for what does not follow CSS: the charts. */
export const themeChanged = 'theme-changed';

const kept = 'theme';

export function chosenTheme(): Theme {
  const said = localStorage.getItem(kept);
  return themes.find((theme) => theme === said) ?? 'system';
}

export function applyTheme(theme: Theme): void {
  localStorage.setItem(kept, theme);
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  dispatchEvent(new Event(themeChanged));
}
