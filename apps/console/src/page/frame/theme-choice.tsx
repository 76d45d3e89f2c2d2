import { useState } from 'preact/hooks';
import { applyTheme, chosenTheme, themes } from './theme.ts';

export function ThemeChoice() {
  const [theme, setTheme] = useState(chosenTheme());
  return (
    <label class="theme-choice">
      Colours
      <select
        value={theme}
        onChange={({ currentTarget }) => {
          const chosen = themes.find((known) => known === currentTarget.value) ?? 'system';
          applyTheme(chosen);
          setTheme(chosen);
        }}
      >
        {themes.map((known) => (
          <option key={known} value={known}>
            {known}
          </option>
        ))}
      </select>
    </label>
  );
}
