import { render } from 'preact';
import { Shell } from './frame/shell.tsx';
import { applyTheme, chosenTheme } from './frame/theme.ts';
import { SessionGate } from './session/session-gate.tsx';

applyTheme(chosenTheme());
render(
  <SessionGate>
    <Shell />
  </SessionGate>,
  document.getElementById('page')!,
);
